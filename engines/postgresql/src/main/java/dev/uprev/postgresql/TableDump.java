package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.ItemWriter;
import dev.uprev.archive.LedgerBalance;
import java.util.List;
import java.util.SortedMap;

/** Dumps a table, or a part of it, into an item of the archive. */
final class TableDump implements DumpTask {
    private final TableChunk chunk;
    private final SortedMap<String, String> state;
    private final ArchiveWriter archive;
    private final DumpProgress progress;

    /** @param state metadata that tell later whether the table has changed */
    TableDump(TableChunk chunk, SortedMap<String, String> state, ArchiveWriter archive, DumpProgress progress) {
        this.chunk = chunk;
        this.state = state;
        this.archive = archive;
        this.progress = progress;
    }

    @Override
    public long bytes() {
        return chunk.bytes();
    }

    @Override
    public void run(SnapshotSession session) {
        TableData data = chunk.table().data();
        String label = data.label();
        RowDigest digest = data.newDigest();
        try (ItemWriter item = archive.begin(TableData.KIND, data.itemName(), chunk.number())) {
            CopyRows rows = new CopyRows(data.format(), digest, (bytes, offset, length) -> {
                item.write(bytes, offset, length);
                progress.advance(label, length);
            });
            long read = session.copyOut(data, chunk.part(), rows);
            long written = digest.digest().count();
            LedgerBalance.check(TableData.KIND, label, read, written, List.of());
            ArchiveEntry entry = item.complete(written, metadata(data, digest));
            progress.correct(chunk.bytes(), entry.rawBytes());
        }
    }

    private SortedMap<String, String> metadata(TableData data, RowDigest digest) {
        SortedMap<String, String> metadata = data.metadata();
        metadata.putAll(state);
        metadata.put(TableData.DIGEST, digest.digest().toString());
        metadata.put(TableData.PARTS, String.valueOf(chunk.parts()));
        metadata.put(EarlierTables.PAGES, String.valueOf(chunk.table().pages()));
        return metadata;
    }
}
