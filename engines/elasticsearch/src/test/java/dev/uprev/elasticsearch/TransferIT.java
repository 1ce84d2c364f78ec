package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.model.UpgradeScope;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.servers.ElasticsearchServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dumps and restores documents between real servers; what arrives is read by plain HTTP. */
@RequiresServers
class TransferIT {
    private static final int MANY = 30_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"5.6, 6.8", "6.8-full, 7.17", "7.10, 8.19", "opensearch-1.3, opensearch-2.19"})
    void everyDocumentArrives(String from, String to) throws Exception {
        try (ElasticsearchServer source = ElasticsearchServer.start(from);
                ElasticsearchServer target = ElasticsearchServer.start(to)) {
            TrickyDocuments.fill(source);
            ManyDocuments.fill(source, MANY, 3);
            boolean freezes = from.equals("6.8-full");
            if (freezes) {
                freeze(source);
            }

            UpgradeReport report = new Transfer(folder, source.instance(), target.instance()).carryOut();

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(TrickyDocuments.contents(target))
                    .hasSize(TrickyDocuments.count())
                    .isEqualTo(TrickyDocuments.contents(source));
            assertThat(ManyDocuments.contents(target).equals(ManyDocuments.contents(source)))
                    .isTrue();
            JsonNode settings = ManyDocuments.settings(target);
            assertThat(settings.path("refresh_interval").asText()).isEqualTo("7s");
            assertThat(settings.at("/translog/durability").isMissingNode()).isTrue();
            if (freezes) {
                thawed(target, report);
            }
            whatDiffersIsNamed(source, target);
        }
    }

    private static void freeze(ElasticsearchServer source) {
        source.ask("PUT", "/cold/_doc/1", "{\"year\":1999}");
        source.ask("POST", "/cold/_freeze");
        assertThat(source.ask("GET", "/cold/_count")).as("as if it were empty").contains("\"count\":0");
    }

    /** Its documents are there and can be found; as on the source, nobody may write to it. */
    private static void thawed(ElasticsearchServer target, UpgradeReport report) {
        assertThat(target.ask("GET", "/cold/_count")).contains("\"count\":1");
        assertThat(target.ask("GET", "/cold/_source/1")).isEqualTo("{\"year\":1999}");
        assertThat(target.ask("GET", "/cold/_settings?flat_settings=true"))
                .contains("\"index.blocks.write\":\"true\"")
                .doesNotContain("frozen");
        assertThat(report.findings()).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("index-kind");
            assertThat(finding.seen()).contains("index cold: index.frozen: true");
        });
    }

    /** Changes that somebody makes on the target are found, and nothing else. */
    private void whatDiffersIsNamed(ElasticsearchServer source, ElasticsearchServer target) {
        target.ask("DELETE", "/many/_doc/1");
        target.ask("PUT", "/many/_doc/more", "{}");
        target.ask("PUT", "/many/_doc/3?version=1&version_type=external_gte", "{\"value\":3}");

        UpgradeReport report = new Transfer(folder, source.instance(), target.instance())
                .with(request -> request.scope(UpgradeScope.VERIFY))
                .carryOut();

        assertThat(report.outcome()).as(report.summary()).isNotEqualTo(Outcome.COMPLETED);
        assertThat(report.error().orElse(""))
                .contains("3 differences")
                .contains("_id 1: document is present on the source and missing on the target")
                .contains("_id more: document is missing on the source and present on the target")
                .contains("_id 3: content is ");
    }
}
