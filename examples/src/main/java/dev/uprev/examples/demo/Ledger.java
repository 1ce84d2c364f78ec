package dev.uprev.examples.demo;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a service was told is safely written, one line for each: the port of the server that said so, what was written,
 * and its id. It is the service's own record, kept outside of any database.
 */
final class Ledger implements AutoCloseable {
    private final Writer file;

    /**
     * A line of it.
     *
     * @param port of the server
     * @param kind {@code orders} or {@code payments}
     */
    record Entry(int port, String kind, long id) {}

    Ledger(Path path) throws IOException {
        this.file = Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    void add(Entry entry) throws IOException {
        file.write(entry.port() + " " + entry.kind() + " " + entry.id() + "\n");
        file.flush();
    }

    /** The ledgers in a folder, as far as they are written. */
    static List<List<Entry>> readAll(Path folder) throws IOException {
        List<List<Entry>> ledgers = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                ledgers.add(read(file));
            }
        }
        return ledgers;
    }

    /** A line that is just being written is left out. */
    private static List<Entry> read(Path file) throws IOException {
        String text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(line -> line.split(" ", 3))
                .map(words -> new Entry(Integer.parseInt(words[0]), words[1], Long.parseLong(words[2])))
                .toList();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
