package dev.uprev.examples.demo;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Sees by the ledgers which server the services write to. */
final class Writers {
    private static final long POLL_MILLIS = 100;
    private static final int LINES_OF_LOG = 2;

    private Writers() {}

    /**
     * Returns when every copy of every service has written to this server.
     *
     * @param earlier how many copies had written to it before these
     * @throws UpgradeException {@code service-not-writing} when the time is up
     */
    static void await(ShopServices services, Instance server, long earlier, Duration limit)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (copies(services, server) - earlier < services.copiesWanted()) {
            if (System.nanoTime() > end) {
                throw UpgradeException.failed("service-not-writing", "not all services write to " + server)
                        .why("their logs say: " + lastWords(services.folder()))
                        .fix("run the demo again");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** How many copies have ever written to this server; each has a ledger of its own. */
    static long copies(ShopServices services, Instance server) throws IOException {
        return Ledger.readAll(services.ledgers()).stream()
                .filter(ledger -> ledger.stream()
                        .anyMatch(entry -> entry.port() == server.address().port()))
                .count();
    }

    private static String lastWords(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> logs =
                    files.filter(file -> file.toString().endsWith(".log")).toList();
            for (Path log : logs) {
                Files.readString(log)
                        .lines()
                        .limit(LINES_OF_LOG)
                        .forEach(line -> text.append(line).append("; "));
            }
        }
        return text.toString();
    }
}
