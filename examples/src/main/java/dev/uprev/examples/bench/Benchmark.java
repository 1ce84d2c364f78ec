package dev.uprev.examples.bench;

import dev.uprev.error.UpgradeException;
import dev.uprev.testkit.servers.PostgresServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Carries one database over again and again, by each contender in turn, in every round in another order. Each has a
 * fresh target server; source, settings and tools are the same for all.
 */
final class Benchmark {
    private final BenchSettings settings;
    private final PrintWriter out;
    private final Results results = new Results();

    Benchmark(BenchSettings settings, PrintWriter out) {
        this.settings = settings;
        this.out = out;
    }

    void run() throws IOException, SQLException, InterruptedException {
        try (PostgresServer source = settings.server(settings.from())) {
            say("filling %s with about %d MB", source, settings.megabytes());
            BenchData.fill(source.instance(), settings.megabytes());
            Map<String, Long> counts = BenchData.counts(source.instance());
            say("%s", settings.method(source, BenchData.bytes(source.instance()), counts));
            for (int round = 1; round <= settings.runs(); round++) {
                for (Contender contender : order(round)) {
                    Measurement measurement = measure(contender, source, counts);
                    results.add(contender, measurement);
                    say("round %d: %-15s %6.2f s", round, contender, measurement.seconds());
                }
            }
        }
        say("%n%s", results.table());
    }

    private List<Contender> order(int round) {
        List<Contender> order = new ArrayList<>(settings.contenders());
        Collections.rotate(order, round - 1);
        return order;
    }

    private Measurement measure(Contender contender, PostgresServer source, Map<String, Long> expected)
            throws IOException, SQLException, InterruptedException {
        Path folder = Files.createTempDirectory("uprev-bench");
        try (PostgresServer target = settings.server(settings.to())) {
            BenchData.create(target.instance());
            writeOutDirtyPages();
            Measurement measurement =
                    MeasuredRun.of(contender, new Trial(source, target, folder, settings.tools(), settings.jobs()));
            check(contender.toString(), expected, BenchData.counts(target.instance()));
            return measurement;
        } finally {
            delete(folder);
        }
    }

    /** What one contender left to be written is not to slow down the next. */
    static void writeOutDirtyPages() throws IOException, InterruptedException {
        new ProcessBuilder("sync").inheritIO().start().waitFor();
    }

    static void check(String contender, Map<String, Long> expected, Map<String, Long> found) {
        String differences = expected.entrySet().stream()
                .filter(count -> !count.getValue().equals(found.get(count.getKey())))
                .map(count -> count + ", not " + found.get(count.getKey()))
                .collect(Collectors.joining("; "));
        if (!differences.isEmpty()) {
            throw UpgradeException.failed("bench-failed", contender + " has not carried everything over")
                    .seen(differences)
                    .why("source and target differ")
                    .fix("do not believe its time");
        }
    }

    static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (var all = Files.walk(folder)) {
            paths = new ArrayList<>(all.toList());
        }
        Collections.reverse(paths);
        for (Path path : paths) {
            Files.delete(path);
        }
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }
}
