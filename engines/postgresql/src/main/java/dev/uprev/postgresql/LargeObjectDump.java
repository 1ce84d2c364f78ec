package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.ItemWriter;
import java.io.IOException;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;

/** Dumps the bytes of some large objects into an item of the archive. */
final class LargeObjectDump implements DumpTask {
    private final String database;
    private final Part part;
    private final SortedMap<String, String> state;
    private final ArchiveWriter archive;
    private final DumpProgress progress;

    /**
     * @param number from 0
     * @param parts how many there are
     * @param bytes an estimate
     */
    record Part(LargeObjectReader.Range range, int number, int parts, long bytes) {}

    /** @param state metadata that tell later whether large objects have changed */
    LargeObjectDump(
            String database, Part part, SortedMap<String, String> state, ArchiveWriter archive, DumpProgress progress) {
        this.database = database;
        this.part = part;
        this.state = state;
        this.archive = archive;
        this.progress = progress;
    }

    @Override
    public long bytes() {
        return part.bytes();
    }

    @Override
    public void run(SnapshotSession session) throws SQLException, IOException {
        String label = database + " large objects";
        LargeObjectDigest digest = new LargeObjectDigest();
        try (ItemWriter item = archive.begin(ArchiveItems.LARGE_OBJECTS, database, part.number())) {
            LargeObjectEncoder encoder = new LargeObjectEncoder((bytes, offset, length) -> {
                item.write(bytes, offset, length);
                progress.advance(label, length);
            });
            new LargeObjectReader(session.connection(), session::copyOut).read(part.range(), new Both(digest, encoder));
            SortedMap<String, String> metadata = new TreeMap<>(state);
            metadata.put(TableData.DIGEST, digest.digest().toString());
            metadata.put(TableData.PARTS, String.valueOf(part.parts()));
            progress.correct(
                    part.bytes(),
                    item.complete(digest.digest().count(), metadata).rawBytes());
        }
    }

    /** Gives everything to two others. */
    private record Both(LargeObjectSink first, LargeObjectSink second) implements LargeObjectSink {
        @Override
        public void begin(long oid) throws IOException {
            first.begin(oid);
            second.begin(oid);
        }

        @Override
        public void bytes(long offset, byte[] bytes, int from, int length) throws IOException {
            first.bytes(offset, bytes, from, length);
            second.bytes(offset, bytes, from, length);
        }

        @Override
        public void end() throws IOException {
            first.end();
            second.end();
        }
    }
}
