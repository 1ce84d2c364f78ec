package dev.uprev.examples.bench;

import dev.uprev.io.FileTree;
import dev.uprev.testkit.servers.RedisServer;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Carries the same keys over again and again, by each contender in turn, and once more by each while a client reads
 * from the source. Each has a fresh target server; the source is the same for all.
 */
final class RedisBenchmark {
    private static final String IDLE = "(idle)";
    private static final long IDLE_MILLIS = 2000;

    private final RedisSettings settings;
    private final PrintWriter out;
    private final Map<String, Latencies> latencies = new LinkedHashMap<>();

    RedisBenchmark(RedisSettings settings, PrintWriter out) {
        this.settings = settings;
        this.out = out;
    }

    void run() throws Exception {
        try (RedisServer source = RedisServer.start(settings.from())) {
            say("filling %s with %,d keys", source, settings.keys());
            RedisData.fill(source, settings.keys());
            Map<String, Long> counts = RedisData.counts(source);
            try (RedisServer target = RedisServer.start(settings.to())) {
                say("%s", settings.method(source, target, counts));
            }
            idle(source);
            Results<RedisContender> results = new Rounds<>(settings.contenders(), settings.runs(), out)
                    .run(contender -> measure(contender, source, counts));
            say("%n%s", results.table());
            tellKeys(results);
            for (RedisContender contender : settings.contenders()) {
                measureReads(contender, source, counts);
            }
            tellLatencies();
        }
    }

    private void idle(RedisServer source) throws InterruptedException {
        try (ReadingClient client = new ReadingClient(source, settings.keys())) {
            Thread.sleep(IDLE_MILLIS);
            latencies.put(IDLE, client.stop());
        }
    }

    private Measurement measure(RedisContender contender, RedisServer source, Map<String, Long> expected)
            throws Exception {
        Path folder = Files.createTempDirectory("uprev-bench");
        try (RedisServer target = RedisServer.start(settings.to())) {
            Machine.writeOutDirtyPages();
            Measurement measurement = contender.carryOver(new RedisTrial(source, target, folder, settings.riot()));
            Counts.check(contender.toString(), expected, RedisData.counts(target));
            return measurement;
        } finally {
            FileTree.delete(folder);
        }
    }

    private void measureReads(RedisContender contender, RedisServer source, Map<String, Long> expected)
            throws Exception {
        try (ReadingClient client = new ReadingClient(source, settings.keys())) {
            measure(contender, source, expected);
            latencies.put(contender.toString(), client.stop());
        }
    }

    private void tellKeys(Results<RedisContender> results) {
        for (RedisContender contender : settings.contenders()) {
            say("%-15s %,12.0f keys/s", contender, settings.keys() / results.seconds(contender));
        }
        say("");
    }

    private void tellLatencies() {
        say("%-17s %10s %10s %10s %10s", "GET at the source", "requests", "median ms", "99th", "longest");
        latencies.forEach((name, times) -> say(
                "%-17s %,10d %10.2f %10.2f %10.2f",
                name, times.count(), times.millis(0.5), times.millis(0.99), times.millis(1)));
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }
}
