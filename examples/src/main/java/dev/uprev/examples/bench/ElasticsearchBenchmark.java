package dev.uprev.examples.bench;

import dev.uprev.io.FileTree;
import dev.uprev.testkit.servers.ElasticsearchServer;
import dev.uprev.testkit.servers.ElasticsearchSetup;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Carries the same documents over again and again, by each contender in turn, from release to release. */
final class ElasticsearchBenchmark {
    private static final int HEAP = 1024;
    private static final int WARMING_SMALL = 20_000;
    private static final int WARMING_LARGE = 500;

    private final ElasticsearchSettings settings;
    private final PrintWriter out;
    private final Map<String, Map<String, Long>> mapped = new LinkedHashMap<>();

    ElasticsearchBenchmark(ElasticsearchSettings settings, PrintWriter out) {
        this.settings = settings;
        this.out = out;
    }

    void run() throws Exception {
        List<String> releases = settings.releases();
        for (int i = 1; i < releases.size(); i++) {
            hop(releases.get(i - 1), releases.get(i));
        }
    }

    private void hop(String from, String to) throws Exception {
        try (ElasticsearchServer source =
                        ElasticsearchServer.setup(from).heap(HEAP).start();
                ElasticsearchServer target = target(to, source)) {
            say("filling %s with %,d documents", source, settings.small() + settings.large());
            ElasticsearchData.fill(source, settings.small(), settings.large());
            // A server that has just been started is slow, whoever comes first.
            ElasticsearchData.fill(target, WARMING_SMALL, WARMING_LARGE);
            List<ElasticsearchContender> present = present(target);
            say("%s", settings.method(source, target, present));
            Map<String, Long> counts = ElasticsearchData.counts(source);
            mapped.clear();
            Results<ElasticsearchContender> results =
                    new Rounds<>(present, settings.runs(), out).run(each -> measure(each, source, target, counts));
            say("%n%s", results.table());
            for (ElasticsearchContender contender : present) {
                double seconds = results.seconds(contender);
                say(
                        "%-15s %,9.0f documents/s; on the target: %s",
                        contender,
                        (settings.small() + settings.large()) / seconds,
                        mapped.getOrDefault(contender.toString(), Map.of()));
            }
            say("");
        }
    }

    private static ElasticsearchServer target(String release, ElasticsearchServer source) {
        ElasticsearchSetup setup = ElasticsearchServer.setup(release).heap(HEAP);
        boolean reindexes =
                Files.isDirectory(ElasticsearchServer.programs(release).resolve("modules/reindex"));
        return (reindexes ? setup.setting("reindex.remote.whitelist", source.address()) : setup).start();
    }

    private List<ElasticsearchContender> present(ElasticsearchServer target) {
        List<ElasticsearchContender> present = new ArrayList<>(settings.contenders());
        if (!target.ask("GET", "/_nodes/plugins?filter_path=nodes.*.modules.name")
                        .contains("\"reindex\"")
                && present.removeIf(ElasticsearchContender::isReindex)) {
            say("%s has no module \"reindex\": it is left out", target);
        }
        return present;
    }

    private Measurement measure(
            ElasticsearchContender contender,
            ElasticsearchServer source,
            ElasticsearchServer target,
            Map<String, Long> expected)
            throws Exception {
        Path folder = Files.createTempDirectory("uprev-bench");
        try {
            ElasticsearchData.clear(target);
            if (!contender.startsFromNothing()) {
                ElasticsearchData.create(target); // one makes none, the other fails to from 6 to 7
            }
            Machine.writeOutDirtyPages();
            Measurement measurement =
                    contender.carryOver(new ElasticsearchTrial(source, target, folder, settings.elasticdump()));
            Counts.check(contender.toString(), expected, ElasticsearchData.counts(target));
            Map<String, Long> there = ElasticsearchData.mapped(target);
            if (contender != ElasticsearchContender.REINDEX_ALONE) {
                Counts.check(contender.toString(), ElasticsearchData.mapped(source), there);
            }
            mapped.put(contender.toString(), there);
            return measurement;
        } finally {
            FileTree.delete(folder);
        }
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }
}
