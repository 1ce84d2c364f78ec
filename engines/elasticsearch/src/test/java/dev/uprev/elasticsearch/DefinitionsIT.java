package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.compat.Finding;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.servers.ElasticsearchServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Definitions between real servers of several releases, seen by plain HTTP. */
@RequiresServers
class DefinitionsIT {
    @TempDir
    private Path folder;

    private static void succeeded(UpgradeReport report) {
        assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
    }

    private static void composable(Definition transfer) {
        transfer.given("PUT", "/_component_template/part", """
                        {'template': {'settings': {'number_of_shards': 1}, 'mappings': {'properties': {'a': {'type': 'keyword'}}}}}""")
                .given("PUT", "/_index_template/whole", """
                        {'index_patterns': ['new-*'], 'composed_of': ['part'], 'priority': 10, 'version': 3,
                         'template': {'aliases': {'news': {}}, 'mappings': {'dynamic': 'strict'}}, '_meta': {'by': 'us'}}""")
                .given(
                        "PUT",
                        "/_template/old",
                        "{'index_patterns': ['old-*'], 'order': 2, 'mappings': {'properties': {'d': {'type': 'date', 'format': 'dateOptionalTime'}}}}");
    }

    private static void index(Definition transfer) {
        transfer.given("PUT", "/books-1", """
                {'settings': {'index': {'number_of_shards': 3, 'number_of_replicas': 0, 'refresh_interval': '7s', 'hidden': true,
                   'sort.field': ['day'], 'sort.order': ['desc'],
                   'analysis': {'normalizer': {'low': {'type': 'custom', 'filter': ['lowercase']}},
                                'analyzer': {'stops': {'type': 'standard', 'stopwords': ['a', 'the']}}}}},
                 'mappings': {'dynamic': 'strict', '_routing': {'required': true}, '_meta': {'v': 7},
                   'properties': {'day': {'type': 'date', 'format': 'dateOptionalTime'}, 'title': {'type': 'text', 'analyzer': 'stops'},
                     'isbn': {'type': 'keyword', 'normalizer': 'low', 'ignore_above': 20, 'doc_values': true}, 'tags': {'properties': {'n': {'type': 'long'}}},
                     'other': {'type': 'alias', 'path': 'isbn'}, 'raw': {'type': 'object', 'enabled': false}, 'v': {'type': 'float', 'index': false}}},
                 'aliases': {'books': {'is_write_index': true}, 'mine': {'filter': {'bool': {'must': [{'term': {'isbn': 'x'}}]}}, 'routing': 'r', 'is_hidden': true}}}""");
        transfer.given("PUT", "/books-1/_settings", "{'index.blocks.write': true}")
                .given(
                        "PUT",
                        "/_cluster/settings",
                        "{'persistent': {'search.max_buckets': 20000, 'cluster.routing.allocation.exclude._name': 'gone'}}");
    }

    private static void compare(Definition transfer) {
        JsonNode index = transfer.target("/books-1").path("books-1");
        assertThat(index.at("/settings/index/refresh_interval").asText()).isEqualTo("7s");
        assertThat(index.at("/settings/index/hidden").asText()).isEqualTo("true");
        assertThat(index.at("/settings/index/blocks/write").asText()).isEqualTo("true");
        assertThat(index.at("/mappings/properties/day/format").asText()).isEqualTo("date_optional_time");
        assertThat(index.at("/mappings/_routing/required").asBoolean()).isTrue();
        assertThat(index.at("/mappings/_meta/v").asInt()).isEqualTo(7);
        assertThat(index.at("/aliases/books/is_write_index").asBoolean()).isTrue();
        assertThat(index.at("/aliases/mine/filter/bool/must/0/term/isbn").asText())
                .isEqualTo("x");
        assertThat(index.at("/aliases/mine/is_hidden").asBoolean()).isTrue();
        JsonNode settings =
                transfer.target("/_cluster/settings?flat_settings=true").path("persistent");
        assertThat(settings.toString()).isEqualTo("{\"search.max_buckets\":\"20000\"}");
        JsonNode template = transfer.target("/_index_template/whole").at("/index_templates/0/index_template");
        assertThat(template.at("/composed_of/0").asText()).isEqualTo("part");
        assertThat(template.at("/_meta/by").asText()).isEqualTo("us");
        assertThat(transfer.target("/_template/old")
                        .at("/old/mappings/properties/d/format")
                        .asText())
                .isEqualTo("date_optional_time");
    }

    /** With a mapping type, as both have it. */
    private static void oldIndex(Definition transfer) {
        transfer.given("PUT", "/books-1", """
                {'settings': {'number_of_shards': 2, 'number_of_replicas': 0, 'refresh_interval': '7s'},
                 'mappings': {'book': {'dynamic': false, '_routing': {'required': true},
                   'properties': {'day': {'type': 'date', 'format': 'dateOptionalTime||YYYY'}, 'title': {'type': 'text', 'analyzer': 'whitespace'},
                     'isbn': {'type': 'keyword', 'ignore_above': 20}, 'place': {'type': 'geo_point'}, 'parts': {'type': 'nested', 'properties': {'n': {'type': 'byte'}}}}}},
                 'aliases': {'books': {}, 'mine': {'filter': {'term': {'isbn': 'x'}}, 'index_routing': 'a', 'search_routing': 'b'}}}""");
        transfer.given("PUT", "/_ingest/pipeline/none", "{'description': 'nothing', 'processors': []}");
    }

    private static void compareOld(Definition transfer, String mapping) {
        JsonNode index = transfer.target("/books-1").path("books-1");
        assertThat(index.at("/settings/index/number_of_shards").asText()).isEqualTo("2");
        assertThat(index.at("/settings/index/refresh_interval").asText()).isEqualTo("7s");
        assertThat(index.at(mapping + "/properties/isbn").toString())
                .isEqualTo("{\"type\":\"keyword\",\"ignore_above\":20}");
        assertThat(index.at(mapping + "/dynamic").asText()).isEqualTo("false");
        assertThat(index.at(mapping + "/_routing/required").asBoolean()).isTrue();
        assertThat(index.at("/aliases/mine").toString())
                .isEqualTo("{\"filter\":{\"term\":{\"isbn\":\"x\"}},\"index_routing\":\"a\",\"search_routing\":\"b\"}");
        assertThat(transfer.target("/_ingest/pipeline/none")
                        .at("/none/description")
                        .asText())
                .isEqualTo("nothing");
    }

    @Test
    void fromFiveToSixSevenAndEight() {
        try (ElasticsearchServer source = ElasticsearchServer.start("5.6");
                ElasticsearchServer six = ElasticsearchServer.start("6.8")) {
            Definition toSix = new Definition(folder.resolve("6"), source, six);
            oldIndex(toSix);
            toSix.given(
                    "PUT",
                    "/_template/t",
                    "{'template': 't-*', 'mappings': {'a': {'properties': {'x': {'type': 'string', 'index': 'not_analyzed'}}}}}");
            succeeded(toSix.carryOut());
            compareOld(toSix, "/mappings/book");
            assertThat(toSix.target("/_template/t")
                            .at("/t/mappings/a/properties/x/type")
                            .asText())
                    .isEqualTo("keyword");
            // What 6.8 keeps of Joda-Time, it keeps as it is.
            assertThat(toSix.target("/books-1")
                            .at("/books-1/mappings/book/properties/day/format")
                            .asText())
                    .isEqualTo("dateOptionalTime||YYYY");
            try (ElasticsearchServer seven = ElasticsearchServer.start("7.17")) {
                Definition toSeven = new Definition(folder.resolve("7"), six, seven);
                succeeded(toSeven.carryOut());
                compareOld(toSeven, "/mappings");
            }
            try (ElasticsearchServer eight = ElasticsearchServer.start("8.19")) {
                Definition toEight = new Definition(folder.resolve("8"), source, eight);
                succeeded(toEight.carryOut());
                compareOld(toEight, "/mappings");
                assertThat(toEight.target("/books-1")
                                .at("/books-1/mappings/properties/day/format")
                                .asText())
                        .isEqualTo("date_optional_time||yyyy");
            }
        }
    }

    @Test
    void fromSevenToEight() {
        try (ElasticsearchServer source = ElasticsearchServer.start("7.17");
                ElasticsearchServer target = ElasticsearchServer.start("8.19")) {
            Definition transfer = new Definition(folder, source, target);
            composable(transfer);
            index(transfer);
            transfer.given("PUT", "/long-ago", """
                    {'settings': {'index.soft_deletes.enabled': false, 'index.translog.retention.age': '1h', 'index.max_adjacency_matrix_filters': 50,
                       'index.routing.allocation.exclude.rack': 'none', 'number_of_replicas': 0},
                     'mappings': {'_field_names': {'enabled': false}, 'properties': {'t': {'type': 'text', 'boost': 2.0}}}}""");
            List<Finding> findings = transfer.findings();
            assertThat(findings)
                    .extracting(Finding::code)
                    .contains("camel-case-date", "setting-removed", "field-names", "boost", "not-carried");
            assertThat(findings).filteredOn(Finding::isBlocker).isEmpty();
            succeeded(transfer.carryOut());
            compare(transfer);
            assertThat(transfer.target("/long-ago").at("/long-ago/mappings").toString())
                    .isEqualTo("{\"properties\":{\"t\":{\"type\":\"text\"}}}");

            // What is there is never mixed with what comes.
            assertThat(transfer.findings())
                    .filteredOn(Finding::isBlocker)
                    .allSatisfy(blocker -> assertThat(blocker.code()).isEqualTo("target-not-empty"))
                    .anySatisfy(blocker -> assertThat(blocker.seen()).contains("books, books-1, long-ago, mine"));
        }
    }

    @Test
    void betweenReleasesOfOpenSearchWithADataStream() {
        try (ElasticsearchServer source = ElasticsearchServer.start("opensearch-1.3");
                ElasticsearchServer target = ElasticsearchServer.start("opensearch-2.19")) {
            Definition transfer = new Definition(folder, source, target);
            composable(transfer);
            index(transfer);
            transfer.given(
                            "PUT",
                            "/_index_template/streams",
                            "{'index_patterns': ['logs-*'], 'data_stream': {}, 'template': {'settings': {'number_of_replicas': 0}}}")
                    .given("PUT", "/_data_stream/logs-web", "")
                    .given("POST", "/logs-web/_rollover", "");
            assertThat(transfer.findings()).extracting(Finding::code).contains("stream-to-alias");
            succeeded(transfer.carryOut());
            compare(transfer);
            JsonNode alias = transfer.target("/_alias/logs-web");
            assertThat(alias.size()).isEqualTo(2);
            assertThat(alias.at("/.ds-logs-web-000002/aliases/logs-web/is_write_index")
                            .asBoolean())
                    .isTrue();
            target.ask("PUT", "/logs-web/_create/1", "{\"@timestamp\": \"2026-01-01T00:00:00Z\"}");
        }
    }
}
