package dev.uprev.examples.bench;

import dev.uprev.io.FileTree;
import dev.uprev.testkit.servers.PostgresServer;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Carries one database over again and again, by each contender in turn. Each has a fresh target server; source,
 * settings and tools are the same for all.
 */
record PostgresqlBenchmark(PostgresqlSettings settings, PrintWriter out) {

    void run() throws Exception {
        try (PostgresServer source = settings.server(settings.from())) {
            out.println("filling " + source + " with about " + settings.megabytes() + " MB");
            out.flush();
            PostgresqlData.fill(source.instance(), settings.megabytes());
            Map<String, Long> counts = PostgresqlData.counts(source.instance());
            out.println(settings.method(source, PostgresqlData.bytes(source.instance()), counts));
            Results<PostgresqlContender> results = new Rounds<>(settings.contenders(), settings.runs(), out)
                    .run(contender -> measure(contender, source, counts));
            out.println("\n" + results.table());
        }
    }

    private Measurement measure(PostgresqlContender contender, PostgresServer source, Map<String, Long> expected)
            throws Exception {
        Path folder = Files.createTempDirectory("uprev-bench");
        try (PostgresServer target = settings.server(settings.to())) {
            PostgresqlData.create(target.instance());
            Machine.writeOutDirtyPages();
            PostgresqlTrial trial = new PostgresqlTrial(source, target, folder, settings.tools(), settings.jobs());
            Measurement measurement = MeasuredRun.ofCommands(contender.commands(trial), trial.place());
            Counts.check(contender.toString(), expected, PostgresqlData.counts(target.instance()));
            return measurement;
        } finally {
            FileTree.delete(folder);
        }
    }
}
