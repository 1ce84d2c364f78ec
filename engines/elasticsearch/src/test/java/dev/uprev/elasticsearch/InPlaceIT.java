package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.compat.CompatibilityRules;
import dev.uprev.plan.Verification;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that gets newer programs and keeps its data. */
@RequiresServers
class InPlaceIT {
    private static final String CANARY = "s3cret-canary";

    @TempDir
    private Path folder;

    /** What a later release shows, or keeps, in another way: several mapping types, old fields, old templates. */
    private static void define(Served served) {
        served.ask("PUT", "/old", """
                {"settings": {"number_of_replicas": 0, "analysis": {"analyzer": {"plain": {"type": "simple"}}}},
                 "mappings": {"one": {"_all": {"enabled": false}, "properties": {
                                "title": {"type": "text", "analyzer": "plain", "fields": {"raw": {"type": "keyword"}}},
                                "day": {"type": "date", "format": "yyyy-MM-dd"}}},
                              "two": {"_parent": {"type": "one"}, "properties": {"number": {"type": "long"}}}},
                 "aliases": {"few": {"filter": {"term": {"number": 1}}, "routing": "a"}}}""");
        served.ask("PUT", "/old/one/1", "{\"title\": \"One\", \"day\": \"2020-01-01\"}");
        served.ask("PUT", "/old/two/2?parent=1", "{\"number\": 1}");
        served.ask("PUT", "/_template/logs", """
                {"template": "logs-*", "order": 3, "settings": {"number_of_shards": 1},
                 "mappings": {"log": {"_all": {"enabled": false}, "properties": {"at": {"type": "date"}}}}}""");
        served.ask("PUT", "/_ingest/pipeline/nothing", "{\"description\": \"does nothing\", \"processors\": []}");
    }

    @Test
    void fromFiveToSix() {
        try (Served served = Served.start(folder, Map.of(), "5.6", "6.8-full", "7.17")) {
            served.fill("books", 0, 200);
            served.fill("closed", 0, 20);
            define(served);
            Map<String, String> books = served.documents("books");
            Map<String, String> closed = served.documents("closed");
            served.ask("POST", "/closed/_close", "");

            UpgradeReport report = served.upgrade("6.8", event -> {});

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(report.verification().map(Verification::records)).contains(202L);
            assertThat(served.version()).isEqualTo("6.8.23");
            assertThat(served.documents("books")).isEqualTo(books);
            served.ask("POST", "/closed/_open?wait_for_active_shards=all", "");
            assertThat(served.documents("closed")).isEqualTo(closed);
            // The whole distribution says so by itself, too.
            assertThat(InPlaceFailuresIT.blockers(served, "7.17")).contains("index-too-old", "deprecation-critical");
        }
    }

    @Test
    void fromSevenToEightByWayOfTheLastSeven() {
        try (Served served = Served.start(folder, Map.of(), "7.10", "7.17", "8.19")) {
            served.fill("books", 0, 200);
            served.ask("PUT", "/_template/logs", """
                    {"index_patterns": ["logs-*"], "mappings": {"properties": {"at": {"type": "date"}}}}""");
            served.ask("PUT", "/_index_template/metrics", """
                    {"index_patterns": ["metrics-a-*"], "template": {"settings": {"number_of_shards": 2}}}""");
            Map<String, String> books = served.documents("books");
            assertThatThrownBy(() -> served.uprev()
                            .rules(CompatibilityRules.standard())
                            .build()
                            .plan(served.request("8.19").build()))
                    .hasMessageContaining("in place, 7.10 is the last stop");

            UpgradeReport report = served.upgrade("8.19", event -> {});

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(served.version()).isEqualTo("8.19.21");
            assertThat(served.documents("books")).isEqualTo(books);
        }
    }

    /** And the password is nowhere but in the file that the user has given. */
    @Test
    void withAPasswordAndTls() throws Exception {
        Path secret = Files.createFile(
                folder.resolve("password"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, CANARY);
        try (Served served = Served.secured(folder, secret, "7.17", "8.19")) {
            served.fill("books", 0, 200);
            Map<String, String> books = served.documents("books");
            List<String> told = new ArrayList<>();

            UpgradeReport report = served.upgrade("8.19", event -> {
                told.add(event.toString());
                ProcessHandle.allProcesses()
                        .forEach(each -> told.add(each.info().commandLine().orElse("")));
            });

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(served.version()).isEqualTo("8.19.21");
            assertThat(served.documents("books")).isEqualTo(books);
            assertThat(told).noneMatch(text -> text.contains(CANARY));
            assertThat(report.toJson()).doesNotContain(CANARY);
            try (var files = Files.walk(folder)) {
                for (Path file : files.filter(each -> Files.isRegularFile(each) && !each.equals(secret))
                        .toList()) {
                    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(CANARY);
                }
            }
        }
    }
}
