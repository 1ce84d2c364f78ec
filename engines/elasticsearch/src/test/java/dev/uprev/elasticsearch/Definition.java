package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.Uprev;
import dev.uprev.compat.Finding;
import dev.uprev.journal.Journal;
import dev.uprev.json.Json;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.UpgradeReport;
import dev.uprev.secret.SecretResolver;
import dev.uprev.testkit.servers.ElasticsearchServer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A transfer of definitions between two servers, and looks at them by plain HTTP. */
final class Definition {
    private final Path folder;
    private final ElasticsearchServer source;
    private final ElasticsearchServer target;
    private final UpgradeRequest.Builder request;
    private DefinitionsEngine engine = new DefinitionsEngine(false);

    Definition(Path folder, ElasticsearchServer source, ElasticsearchServer target) {
        this.folder = folder;
        this.source = source;
        this.target = target;
        this.request = UpgradeRequest.builder(
                UpgradeMethod.DUMP_AND_RESTORE, source.instance(), new UpgradeTarget.Existing(target.instance()));
    }

    Definition with(Consumer<UpgradeRequest.Builder> more) {
        more.accept(request);
        return this;
    }

    /** The comparison is to fail, so that all is taken back. */
    Definition failingAtTheEnd() {
        engine = new DefinitionsEngine(true);
        return this;
    }

    UpgradeRequest request() {
        return request.build();
    }

    static List<Finding> findings(Instance source, Instance target) {
        UpgradeRequest request = UpgradeRequest.builder(
                        UpgradeMethod.DUMP_AND_RESTORE, source, new UpgradeTarget.Existing(target))
                .build();
        return Uprev.builder()
                .engines(new DefinitionsEngine(false))
                .build()
                .plan(request)
                .findings();
    }

    private Uprev uprev() {
        return Uprev.builder()
                .engines(engine)
                .journal(Journal.directory(folder.resolve("journal")))
                .build();
    }

    List<Finding> findings() {
        return uprev().plan(request.build()).findings();
    }

    UpgradeReport carryOut() {
        UpgradePlan plan = uprev().plan(request.build());
        if (!plan.isExecutable()) {
            throw new AssertionError(plan.explain());
        }
        return uprev().execute(plan);
    }

    /** Removes all that tests have made. */
    static void tidy(ElasticsearchServer server) {
        if (server.status("GET", "/_data_stream", "") == 200) {
            json(server, "/_data_stream")
                    .path("data_streams")
                    .forEach(each -> server.ask(
                            "DELETE", "/_data_stream/" + each.path("name").asText()));
        }
        json(server, "/_all/_settings?filter_path=*.settings.index.uuid")
                .fieldNames()
                .forEachRemaining(name -> server.ask("DELETE", "/" + name));
        for (ClusterObjects sort : ClusterObjects.values()) {
            Cluster cluster = Cluster.open(Side.SOURCE, server.instance(), SecretResolver.standard());
            try (cluster) {
                sort.of(cluster)
                        .ifPresent(all -> all.forEach((name, definition) -> {
                            if (!BuiltIn.is(sort, name, definition)) {
                                cluster.call(sort.remove(name));
                            }
                        }));
            }
        }
    }

    static JsonNode json(ElasticsearchServer server, String path) {
        return Json.read(server.ask("GET", path), JsonNode.class);
    }

    JsonNode target(String path) {
        return json(target, path);
    }

    /** Asks the source, with quotes instead of double quotes. */
    Definition given(String method, String path, String body) {
        source.ask(method, path, body.replace('\'', '"'));
        return this;
    }
}
