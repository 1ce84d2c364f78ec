package dev.uprev.examples.bench;

import dev.uprev.testkit.servers.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a benchmark is done.
 *
 * @param from the release of the source
 * @param to the release of the target
 * @param megabytes about how big the database is
 * @param runs how many rounds
 * @param jobs how many tables are worked on at a time
 * @param writes how many rows a load tries to write in a second
 * @param contenders in the order of the first round
 * @param tools the folder of PostgreSQL's client programs, of the target's major
 */
record PostgresqlSettings(
        String from,
        String to,
        int megabytes,
        int runs,
        int jobs,
        int writes,
        List<PostgresqlContender> contenders,
        Path tools) {
    /** The same for both servers and all contenders; whatever else there is has its default. */
    static final Map<String, String> SERVER = Map.of(
            "fsync", "off",
            "shared_buffers", "256MB",
            "maintenance_work_mem", "128MB",
            "max_wal_size", "4GB");

    PostgresServer server(String version) {
        var setup = PostgresServer.setup(version);
        SERVER.forEach(setup::setting);
        return setup.start();
    }

    /** What a reader has to know to judge the figures. */
    String method(PostgresServer source, long bytes, Map<String, Long> counts) throws IOException {
        String what = contenders.stream()
                .map(contender -> "%n  %-15s %s".formatted(contender, contender.work()))
                .collect(Collectors.joining());
        return """
                PostgreSQL %s to %s, a database of %.0f MB: %s
                %s, %s
                both servers on this machine with %s
                %d round(s), each with a fresh target and in another order, %d jobs; the median is what counts; memory is that
                of the contender's own processes at its highest, processor time that of both servers too:%s
                """.formatted(
                        source.version(),
                        to,
                        bytes / 1e6,
                        counts,
                        Machine.description(),
                        tools,
                        new TreeMap<>(SERVER),
                        runs,
                        jobs,
                        what);
    }
}
