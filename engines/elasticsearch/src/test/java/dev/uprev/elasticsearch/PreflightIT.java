package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.LedgerCategory;
import dev.uprev.archive.LedgerEntry;
import dev.uprev.compat.Finding;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.secret.Redactor;
import dev.uprev.secret.SecretRef;
import dev.uprev.secret.SecretResolver;
import dev.uprev.spi.InspectionContext;
import dev.uprev.testkit.servers.ElasticsearchServer;
import dev.uprev.testkit.servers.RequiresServers;
import dev.uprev.tool.ToolRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found on real servers before anything is done, and what happens where only the restore finds out. */
@RequiresServers
class PreflightIT {
    private static ElasticsearchServer source;
    private static ElasticsearchServer target;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        source = ElasticsearchServer.start("5.6");
        target = ElasticsearchServer.start("6.8");
    }

    @AfterAll
    static void stop() {
        source.close();
        target.close();
    }

    @BeforeEach
    void tidy() {
        Definition.tidy(source);
        Definition.tidy(target);
    }

    private Definition transfer() {
        return new Definition(folder, source, target);
    }

    private static Finding one(List<Finding> findings, String code) {
        List<Finding> found =
                findings.stream().filter(finding -> finding.code().equals(code)).toList();
        assertThat(found).as(findings.toString()).hasSize(1);
        return found.get(0);
    }

    @Test
    void indicesThatCannotBeReadAreBlockersAndMayBeLeftOut() {
        Definition transfer = transfer()
                .given("PUT", "/closed", "{'settings': {'number_of_replicas': 0}}")
                .given("POST", "/closed/_close", "")
                .given(
                        "PUT",
                        "/off",
                        "{'settings': {'number_of_replicas': 0}, 'mappings': {'t': {'_source': {'enabled': false}}}}")
                .given("POST", "/off/t?refresh=true", "{'a': 1}")
                .given(
                        "PUT",
                        "/part",
                        "{'settings': {'number_of_replicas': 0}, 'mappings': {'t': {'_source': {'excludes': ['b']}}}}")
                .given("POST", "/part/t?refresh=true", "{'a': 1, 'b': 2}")
                .given("PUT", "/.hidden", "{'settings': {'number_of_replicas': 0}}")
                .given(
                        "PUT",
                        "/red?wait_for_active_shards=0",
                        "{'settings': {'number_of_replicas': 0, 'index.routing.allocation.include._name': 'nobody'}}");
        List<Finding> findings = transfer.findings();
        assertThat(one(findings, "index-not-readable").seen()).isEqualTo("closed: closed");
        assertThat(one(findings, "source-off").seen()).isEqualTo("off (1 documents)");
        assertThat(one(findings, "source-partial").seen()).isEqualTo("part (1 documents)");
        assertThat(one(findings, "index-red").seen()).isEqualTo("red");
        assertThat(one(findings, "indices-left-out").seen()).isEqualTo(".hidden");

        UpgradeReport report = transfer.with(request -> request.option(ElasticsearchOptions.EXCLUDE, "closed,r*")
                        .option(ElasticsearchOptions.EMPTY, "off")
                        .archive(folder.resolve("archive")))
                .carryOut();
        assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
        assertThat(transfer.target("/_all/_settings").size()).isEqualTo(2);
        try (ArchiveReader archive = ArchiveReader.open(folder.resolve("archive"))) {
            assertThat(archive.ledger())
                    .contains(new LedgerEntry(
                            LedgerCategory.SKIPPED, "documents", "off", 1, "_source is off: they cannot be read"))
                    .anySatisfy(entry -> {
                        assertThat(entry.name()).isEqualTo("closed");
                        assertThat(entry.reason()).contains("exclude-indices");
                    });
        }
    }

    @Test
    void whatUsersNameGoesWhateverItsName() {
        Definition transfer = transfer().given("PUT", "/.mine", "{}").given("PUT", "/other", "{}");
        transfer.with(request -> request.option(ElasticsearchOptions.INDICES, ".mine"));
        assertThat(transfer.carryOut().outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(target.status("GET", "/.mine", "")).isEqualTo(200);
        assertThat(target.status("GET", "/other", "")).isEqualTo(404);
    }

    @Test
    void namesThatNoIndexHas() {
        Definition transfer = transfer().given("PUT", "/books", "{}");
        transfer.with(request -> request.option(ElasticsearchOptions.INDICES, "boks, shelf-*")
                .option(ElasticsearchOptions.EXCLUDE, "old-*,books"));
        List<Finding> findings = transfer.findings();
        assertThat(findings)
                .filteredOn(finding -> finding.code().equals("index-unknown"))
                .extracting(finding -> finding.severity() + " " + finding.seen())
                .containsExactly(
                        "BLOCKER option indices: boks",
                        "WARNING option exclude-indices: old-*",
                        "BLOCKER option indices: shelf-*");
    }

    /** 6.8 cannot be asked beforehand. */
    @Test
    void allThatTheRestoreFindsRefusedIsNamedAndNothingIsLeft() {
        Definition transfer = transfer()
                .given("PUT", "/a-good", "{'mappings': {'t': {'properties': {'a': {'type': 'keyword'}}}}}")
                .given("PUT", "/bad", "{'mappings': {'t': {'properties': {'p': {'type': 'percolator'}}}}}")
                .given(
                        "PUT",
                        "/worse",
                        "{'settings': {'analysis': {'analyzer': {'x': {'type': 'custom', 'tokenizer': 'path_hierarchy'}}}}}")
                .given("PUT", "/_ingest/pipeline/geo", "{'processors': [{'lowercase': {'field': 'a'}}]}")
                .given("PUT", "/_template/fine", "{'template': 'fine-*'}");
        target.ask("PUT", "/theirs", "{}");
        UpgradeReport report = transfer.carryOut();
        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.error().orElse(""))
                .contains("3 definitions")
                .contains("index bad: ")
                .contains("No handler for type [percolator]")
                .contains("index worse: ")
                .contains("path_hierarchy")
                .contains("pipeline geo: ")
                .contains("No processor type exists with name [lowercase]");
        assertThat(Definition.json(target, "/_all/_settings").size()).isEqualTo(1);
        assertThat(target.status("GET", "/_template/fine", "")).isEqualTo(404);
    }

    @Test
    void aBlockedIndexIsThereAndCanBeTakenBack() {
        Definition transfer = transfer()
                .given("PUT", "/frozen", "{'settings': {'number_of_replicas': 0}, 'mappings': {'t': {}}}")
                .given("PUT", "/frozen/_settings", "{'index.blocks.read_only': true}");
        transfer.failingAtTheEnd();
        assertThat(transfer.carryOut().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(Definition.json(target, "/_all/_settings").size()).isZero();
        source.ask("PUT", "/frozen/_settings", "{\"index.blocks.read_only\": null}");
    }

    @Test
    void whatIsThereAndTemplatesThatWouldHaveTheirSay() {
        Definition transfer =
                transfer().given("PUT", "/books", "{}").given("PUT", "/shelf", "{'aliases': {'room': {}}}");
        target.ask("PUT", "/books", "{}");
        target.ask("PUT", "/other", "{\"aliases\": {\"room\": {}}}");
        target.ask("PUT", "/_template/mine", "{\"index_patterns\": [\"sh*\"]}");
        List<Finding> findings = transfer.findings();
        assertThat(one(findings, "target-not-empty").seen()).endsWith(": books, room");
        assertThat(one(findings, "target-template-matches").seen()).isEqualTo("legacy template mine: shelf");
    }

    @Test
    void disksAreFilledUpToTheHighWatermarkOnly() {
        Definition transfer = transfer().given("PUT", "/books", "{}");
        String set = "{\"persistent\": {\"cluster.routing.allocation.disk\": {\"threshold_enabled\": %s,"
                + " \"watermark\": {\"low\": %s, \"high\": %<s, \"flood_stage\": %s}}}}";
        target.ask("PUT", "/_cluster/settings", set.formatted("true", "\"900tb\"", "\"1b\""));
        try {
            assertThat(one(transfer.findings(), "target-too-small").seen()).contains(" 0 of them below");
        } finally {
            target.ask("PUT", "/_cluster/settings", set.formatted("null", "null", "null"));
        }
        assertThat(transfer.findings()).noneMatch(Finding::isBlocker);
    }

    @Test
    void factsOfACluster() {
        source.ask("PUT", "/books/t/1?refresh=true", "{}");
        InstanceFacts facts = inspect(source.instance());
        assertThat(facts.product()).isEqualTo("Elasticsearch");
        assertThat(facts.version().toString()).isEqualTo("5.6.16");
        assertThat(facts.identity()).isNotEmpty();
        assertThat(facts.measures())
                .containsEntry(ElasticsearchFacts.NODES, 1L)
                .containsEntry(ElasticsearchFacts.INDICES, 1L)
                .containsEntry(ElasticsearchFacts.SHARDS, 5L)
                .containsEntry(ElasticsearchFacts.DOCUMENTS, 1L);
        assertThat(facts.bytes()).isPositive();
        assertThat(inspect(target.instance()).identity()).isNotEqualTo(facts.identity());
    }

    private InstanceFacts inspect(Instance instance) {
        UpgradeRequest request = new Definition(folder, source, target).request();
        return new ElasticsearchInspector()
                .inspect(
                        instance,
                        request,
                        new InspectionContext(
                                SecretResolver.standard(),
                                ToolRunner.local(new Redactor()),
                                InstantSource.system(),
                                folder));
    }

    private static String missingToRead(Instance instance) {
        try (Cluster cluster = Cluster.open(Side.SOURCE, instance, SecretResolver.standard())) {
            return Privileges.ofSource(cluster).stream().map(Finding::seen).reduce("", String::concat);
        }
    }

    @Test
    void missingPrivilegesAreNamed() throws Exception {
        try (ElasticsearchServer secured = ElasticsearchServer.setup("7.17")
                .password("pw-of-all")
                .user("reader", "pw-of-one", "remote_monitoring_collector")
                .start()) {
            Path password = folder.resolve("password");
            Files.writeString(password, "pw-of-one");
            Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
            Instance reader =
                    secured.instance().withUser("reader").withPassword(new SecretRef("file", password.toString()));
            transfer().given("PUT", "/books", "{}");
            List<Finding> findings = Definition.findings(source.instance(), reader);
            assertThat(one(findings, "privileges-missing").seen())
                    .startsWith("target: ")
                    .contains("cluster: manage", "indices *: create_index");
            assertThat(missingToRead(reader)).contains("indices *: read", "indices *: indices:admin/refresh*");
            assertThat(missingToRead(secured.instance())).isEmpty();
            assertThat(Definition.findings(source.instance(), secured.instance()))
                    .filteredOn(Finding::isBlocker)
                    .isEmpty();
        }
    }
}
