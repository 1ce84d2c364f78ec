package dev.uprev.control;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a server has written to its log since a certain moment. */
final class ServerLog {
    private static final int MOST_BYTES = 8 * 1024;
    private static final int MOST_LINES = 20;

    private final Path file;
    private final long from;

    private ServerLog(Path file, long from) {
        this.file = file;
        this.from = from;
    }

    static ServerLog fromNow(Path file) throws IOException {
        return new ServerLog(file, Files.exists(file) ? Files.size(file) : 0);
    }

    /** The last lines; empty when there is nothing new. */
    String lastLines() {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long start = log.length() < from ? 0 : from; // the server may have begun a new log
            log.seek(Math.max(start, log.length() - MOST_BYTES));
            byte[] tail = new byte[(int) (log.length() - log.getFilePointer())];
            log.readFully(tail);
            List<String> lines =
                    new String(tail, StandardCharsets.UTF_8).strip().lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }
}
