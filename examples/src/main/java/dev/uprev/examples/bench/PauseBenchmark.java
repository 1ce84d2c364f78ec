package dev.uprev.examples.bench;

import dev.uprev.error.UpgradeException;
import dev.uprev.io.FileTree;
import dev.uprev.testkit.servers.PostgresServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long clients have to wait while a target that follows the source takes over, for databases of several sizes and
 * under a load that writes all the time; and whether anything of that load is lost.
 */
final class PauseBenchmark {
    private static final long BEFORE_AND_AFTER_MILLIS = 1000;

    private final PostgresqlSettings settings;
    private final List<Follower> followers;
    private final PrintWriter out;

    PauseBenchmark(PostgresqlSettings settings, List<Follower> followers, PrintWriter out) {
        this.settings = settings;
        this.followers = followers;
        this.out = out;
    }

    /** Returns whether nothing was lost. */
    boolean run(List<Integer> sizes) throws IOException, SQLException, InterruptedException {
        followers.forEach(follower -> say("  %-15s %s", follower, follower.work()));
        say("%n%9s  %-15s %9s %9s %12s  %s", "megabytes", "", "pause s", "in all s", "acknowledged", "");
        boolean sound = true;
        for (int megabytes : sizes) {
            try (PostgresServer source = settings.server(settings.from())) {
                PostgresqlData.fill(source.instance(), megabytes);
                for (int round = 1; round <= settings.runs(); round++) {
                    for (Follower follower : followers) {
                        sound &= measure(follower, source, megabytes);
                    }
                }
            }
        }
        return sound;
    }

    private boolean measure(Follower follower, PostgresServer source, int megabytes)
            throws IOException, SQLException, InterruptedException {
        Path folder = Files.createTempDirectory("uprev-bench");
        try (PostgresServer target = settings.server(settings.to());
                WriteLoad load = WriteLoad.begin(source.instance(), settings.writes())) {
            PostgresqlData.create(target.instance());
            Map<String, Long> counts = PostgresqlData.counts(source.instance());
            counts.keySet().removeAll(List.of(WriteLoad.TABLE, "(tables with statistics)"));
            Machine.writeOutDirtyPages();
            Thread.sleep(BEFORE_AND_AFTER_MILLIS);
            long begin = System.nanoTime();
            follower.bringOver(new PostgresqlTrial(source, target, folder, settings.tools(), settings.jobs()), load);
            double seconds = (System.nanoTime() - begin) / 1e9;
            Thread.sleep(BEFORE_AND_AFTER_MILLIS);
            load.stop();
            Counts.check(follower.toString(), counts, PostgresqlData.counts(target.instance()));
            String differences = load.differences(target.instance());
            say(
                    "%9d  %-15s %9.2f %9.1f %,12d  %s",
                    megabytes, follower, load.pause().toNanos() / 1e9, seconds, load.acknowledged(), differences);
            return differences.equals(WriteLoad.NO_DIFFERENCE);
        } catch (UpgradeException e) {
            if (follower.isUprev()) {
                throw e;
            }
            say("%9d  %-15s %s", megabytes, follower, String.valueOf(e.getMessage()));
            return true;
        } finally {
            FileTree.delete(folder);
        }
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }
}
