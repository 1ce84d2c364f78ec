package dev.uprev.examples.bench;

import dev.uprev.io.FileTree;
import dev.uprev.model.Instance;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long clients have to wait while a server is upgraded in place; each contender has a server of its own. */
final class InPlaceBenchmark {
    private static final long BEFORE_AND_AFTER_MILLIS = 500;

    private final PostgresqlSettings settings;
    private final List<Upgrader> upgraders;
    private final PrintWriter out;

    InPlaceBenchmark(PostgresqlSettings settings, List<Upgrader> upgraders, PrintWriter out) {
        this.settings = settings;
        this.upgraders = upgraders;
        this.out = out;
    }

    /** Returns whether nothing was lost. */
    boolean run() throws IOException, SQLException, InterruptedException {
        upgraders.forEach(upgrader -> say("  %-15s %s", upgrader, upgrader.work()));
        say("%n%9s  %-15s %9s %9s %12s", "megabytes", "", "pause s", "in all s", "acknowledged");
        boolean sound = true;
        for (int round = 1; round <= settings.runs(); round++) {
            for (Upgrader upgrader : upgraders) {
                sound &= measure(upgrader);
            }
        }
        return sound;
    }

    private boolean measure(Upgrader upgrader) throws IOException, SQLException, InterruptedException {
        Path folder = Files.createTempDirectory("uprev-bench");
        try (InPlaceTrial trial =
                new InPlaceTrial(folder, settings.from(), settings.to(), PostgresqlSettings.SERVER, settings.jobs())) {
            Instance server = trial.server();
            PostgresqlData.fill(server, settings.megabytes());
            try (WriteLoad load = WriteLoad.begin(server, settings.writes())) {
                Map<String, Long> counts = PostgresqlData.counts(server);
                counts.keySet().removeAll(List.of(WriteLoad.TABLE, "(tables with statistics)"));
                Machine.writeOutDirtyPages();
                Thread.sleep(BEFORE_AND_AFTER_MILLIS);
                long begin = System.nanoTime();
                upgrader.upgrade(trial, load);
                double seconds = (System.nanoTime() - begin) / 1e9;
                Thread.sleep(BEFORE_AND_AFTER_MILLIS);
                load.stop();
                Counts.check(upgrader.toString(), counts, PostgresqlData.counts(server));
                String differences = load.differences(server);
                say(
                        "%9d  %-15s %9.2f %9.1f %,12d  %s",
                        settings.megabytes(),
                        upgrader,
                        load.pause().toNanos() / 1e9,
                        seconds,
                        load.acknowledged(),
                        differences);
                return differences.equals(WriteLoad.NO_DIFFERENCE);
            }
        } finally {
            FileTree.delete(folder);
        }
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }
}
