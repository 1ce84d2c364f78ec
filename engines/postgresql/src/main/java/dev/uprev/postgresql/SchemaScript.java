package dev.uprev.postgresql;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code pg_restore --verbose --file} has written, entry by entry: each is headed by a comment with its number,
 * its dependencies and its name. The statements stay in the file. Thread-safe.
 */
final class SchemaScript implements AutoCloseable {
    private final RandomAccessFile file;
    private final List<SchemaEntry> entries;
    private final String preamble;

    private SchemaScript(RandomAccessFile file, SchemaScriptParser parser) {
        this.file = file;
        this.entries = parser.entries();
        this.preamble = parser.preamble();
    }

    /** Reads a script; the file must stay as it is until this is closed. */
    static SchemaScript read(Path path) throws IOException {
        SchemaScriptParser parser = new SchemaScriptParser();
        try (var in = Files.newInputStream(path)) {
            byte[] chunk = new byte[1 << 16];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                parser.accept(chunk, count);
            }
        }
        parser.finish();
        return new SchemaScript(new RandomAccessFile(path.toFile(), "r"), parser);
    }

    /** In the order in which they can be carried out one after the other. */
    List<SchemaEntry> entries() {
        return entries;
    }

    Optional<SchemaEntry> first(String type) {
        return entries.stream().filter(entry -> entry.type().equals(type)).findFirst();
    }

    /** The statements that come before those of all entries: settings of the session. */
    String preamble() {
        return preamble;
    }

    /** The statements of an entry, in the encoding that the preamble sets, with its settings before them. */
    byte[] statements(SchemaEntry entry) throws IOException {
        byte[] settings = entry.settings().getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[settings.length + entry.length()];
        System.arraycopy(settings, 0, all, 0, settings.length);
        synchronized (file) {
            file.seek(entry.offset());
            file.readFully(all, settings.length, entry.length());
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
