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
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Definitions of 5.6, which has nearly everything that later releases do not take any more, on real targets. */
@RequiresServers
class ConversionsIT {
    private static ElasticsearchServer source;
    private static ElasticsearchServer target;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        source = ElasticsearchServer.start("5.6");
        target = ElasticsearchServer.start("7.10");
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

    private static void succeeded(UpgradeReport report) {
        assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
    }

    @Test
    void anIndexWithEverythingThatSevenDoesNotTake() {
        Definition transfer = transfer().given("PUT", "/books", """
                {'settings': {'number_of_shards': 2, 'number_of_replicas': 0, 'index.mapper.dynamic': false,
                  'index.routing.allocation.exclude._name': 'old',
                  'similarity': {'mine': {'type': 'classic'}},
                  'analysis': {
                    'tokenizer': {'grams': {'type': 'nGram', 'min_gram': 2, 'max_gram': 8}},
                    'filter': {'edges': {'type': 'edgeNGram', 'min_gram': 1, 'max_gram': 4}, 'nothing': {'type': 'standard'}},
                    'analyzer': {'a': {'type': 'custom', 'tokenizer': 'grams', 'filter': ['standard', 'nothing', 'lowercase', 'edges'],
                                       'char_filter': ['htmlStrip']}}}},
                 'mappings': {
                   '_default_': {'_all': {'enabled': false}},
                   'book': {'_all': {'enabled': true}, 'dynamic_date_formats': ['YYYY/MM/dd', 'dateOptionalTime'],
                     'dynamic_templates': [{'all': {'match_mapping_type': 'string', 'mapping': {'type': 'keyword', 'include_in_all': false}}}],
                     'properties': {
                       'title': {'type': 'text', 'analyzer': 'a', 'similarity': 'classic', 'include_in_all': false,
                                 'fields': {'raw': {'type': 'keyword', 'ignore_above': 100}}},
                       'author': {'type': 'text', 'similarity': 'mine', 'boost': 2, 'norms': false},
                       'day': {'type': 'date', 'format': 'YYYY-MM-dd HH:mm:ssZ||dateOptionalTime'},
                       'pages': {'type': 'nested', 'properties': {'n': {'type': 'integer', 'store': 'yes'}}}}}},
                 'aliases': {'library': {'filter': {'term': {'author': 'x'}}, 'index_routing': '1', 'search_routing': '1,2'}}}""");

        List<Finding> findings = transfer.findings();
        assertThat(findings)
                .extracting(Finding::code)
                .contains(
                        "mapping-type-removed",
                        "all-field",
                        "include-in-all",
                        "joda-date",
                        "camel-case-date",
                        "similarity-classic",
                        "analysis-renamed",
                        "standard-filter",
                        "ngram-limit",
                        "nested-limit",
                        "setting-removed",
                        "allocation-setting",
                        "default-mapping");
        assertThat(findings).filteredOn(Finding::isBlocker).isEmpty();
        assertThat(findings)
                .filteredOn(finding -> finding.code().equals("joda-date"))
                .allSatisfy(finding -> {
                    assertThat(finding.seen()).contains("index books: day");
                    assertThat(finding.source()).isPresent();
                });

        succeeded(transfer.carryOut());

        JsonNode index = transfer.target("/books").path("books");
        assertThat(index.at("/settings/index/number_of_shards").asText()).isEqualTo("2");
        assertThat(index.at("/settings/index/max_ngram_diff").asText()).isEqualTo("6");
        assertThat(index.at("/settings/index/analysis/analyzer/a/filter").toString())
                .isEqualTo("[\"lowercase\",\"edges\"]");
        assertThat(index.at("/settings/index/routing/allocation/exclude").isMissingNode())
                .isTrue();
        assertThat(index.at("/mappings/properties/title/fields/raw/ignore_above")
                        .asInt())
                .isEqualTo(100);
        assertThat(index.at("/mappings/properties/day/format").asText()).startsWith("yyyy-MM-dd HH:mm:ssxx||");
        assertThat(index.at("/aliases/library/filter/term/author").asText()).isEqualTo("x");
        assertThat(index.at("/aliases/library/search_routing").asText()).isEqualTo("1,2");
        // Dates as Joda has taken them.
        for (String day : List.of("2020-01-02 03:04:05+0100", "2020-01-02 03:04:05Z", "2020-1-2 3:04:05+01", "2020")) {
            target.ask("POST", "/books/_doc", "{\"day\": \"" + day + "\"}");
        }
    }

    @Test
    void moreShardsThanTheTargetTakesAreABlocker() {
        Definition transfer =
                transfer().given("PUT", "/books", "{'settings': {'number_of_shards': 3, 'number_of_replicas': 1}}");
        target.ask("PUT", "/_cluster/settings", "{\"persistent\": {\"cluster.max_shards_per_node\": 5}}");
        try {
            assertThat(transfer.findings())
                    .filteredOn(Finding::isBlocker)
                    .singleElement()
                    .satisfies(blocker -> {
                        assertThat(blocker.code()).isEqualTo("target-shard-limit");
                        assertThat(blocker.seen()).isEqualTo("0 shards are there, 6 are to come, 5 are allowed");
                    });
        } finally {
            target.ask("PUT", "/_cluster/settings", "{\"persistent\": {\"cluster.max_shards_per_node\": null}}");
        }
        succeeded(transfer.carryOut());
    }

    @Test
    void severalMappingTypesAreRefusedOrSplit() {
        Definition transfer = transfer().given("PUT", "/shop", """
                {'mappings': {'order': {'properties': {'n': {'type': 'integer'}}},
                              'customer': {'properties': {'name': {'type': 'keyword'}}}},
                 'aliases': {'sales': {}}}""");
        assertThat(transfer.findings())
                .filteredOn(Finding::isBlocker)
                .singleElement()
                .satisfies(blocker -> {
                    assertThat(blocker.code()).isEqualTo("several-mapping-types");
                    assertThat(blocker.seen()).isEqualTo("index shop: customer, order");
                    assertThat(blocker.remedy()).contains("mapping-types=split");
                });

        transfer.with(request -> request.option(ElasticsearchOptions.MAPPING_TYPES, "split"));
        assertThat(transfer.findings()).extracting(Finding::code).contains("mapping-types-split");
        succeeded(transfer.carryOut());

        assertThat(transfer.target("/shop-order/_mapping")
                        .at("/shop-order/mappings/properties")
                        .toString())
                .isEqualTo("{\"n\":{\"type\":\"integer\"}}");
        assertThat(transfer.target("/_alias/shop").size()).isEqualTo(2);
        assertThat(transfer.target("/_alias/sales").size()).isEqualTo(2);
    }

    @Test
    void parentsAndChildrenBecomeAJoin() {
        Definition transfer = transfer().given("PUT", "/forum", """
                {'mappings': {'question': {'properties': {'text': {'type': 'text'}}},
                              'answer': {'_parent': {'type': 'question'}, 'properties': {'text': {'type': 'text'}, 'votes': {'type': 'long'}}},
                              'vote': {'_parent': {'type': 'answer'}}}}""");
        assertThat(transfer.findings()).filteredOn(Finding::isBlocker).isEmpty();
        succeeded(transfer.carryOut());
        JsonNode properties = transfer.target("/forum/_mapping").at("/forum/mappings/properties");
        assertThat(properties.at("/join_field/relations/question").asText()).isEqualTo("answer");
        assertThat(properties.at("/join_field/relations/answer").asText()).isEqualTo("vote");
        assertThat(properties.at("/votes/type").asText()).isEqualTo("long");
    }

    @Test
    void searchesForParentsAndChildrenFindTheSame() {
        transfer().given("PUT", "/forum", """
                {'settings': {'number_of_shards': 3},
                 'mappings': {'question': {'properties': {'text': {'type': 'text'}}},
                              'answer': {'_parent': {'type': 'question'}, 'properties': {'text': {'type': 'text'}}},
                              'vote': {'_parent': {'type': 'answer'}}}}""");
        for (int i = 0; i < 9; i++) {
            source.ask("PUT", "/forum/question/q" + i, "{\"text\": \"who " + i + "\"}");
            source.ask("PUT", "/forum/answer/a" + i + "?parent=q" + i, "{\"text\": \"word" + i % 3 + "\"}");
            source.ask(
                    "PUT", "/forum/vote/v" + i + "?parent=a" + i + "&routing=q" + i, i % 2 == 0 ? "{}" : "{ \"n\":1}");
        }
        source.ask("POST", "/forum/_refresh");

        succeeded(new Transfer(folder, source.instance(), target.instance()).carryOut());

        for (String query : List.of(
                "{'has_child':{'type':'answer','query':{'match':{'text':'word1'}}}}",
                "{'has_parent':{'parent_type':'question','query':{'match':{'text':'4'}}}}",
                "{'has_child':{'type':'answer','query':{'has_child':{'type':'vote','query':{'match':{'n':1}}}}}}")) {
            assertThat(found(target, query)).as(query).isNotEmpty().isEqualTo(found(source, query));
        }

        source.ask("PUT", "/forum/answer/q1?parent=q2", "{\"text\": \"same id\"}");
        target.ask("DELETE", "/forum");
        UpgradeReport report = new Transfer(folder.resolve("again"), source.instance(), target.instance()).carryOut();
        assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.error().orElse(""))
                .contains("parents and children of forum")
                .contains("_id q1");
    }

    private static List<String> found(ElasticsearchServer server, String query) {
        String answer = server.ask("POST", "/forum/_search", ("{'size':99,'query':" + query + "}").replace('\'', '"'));
        List<String> ids = new java.util.ArrayList<>();
        dev.uprev.json.Json.read(answer, JsonNode.class)
                .at("/hits/hits")
                .forEach(hit -> ids.add(hit.path("_id").asText()));
        return ids.stream().sorted().toList();
    }

    /** Before there were sequence numbers, what is read lives in contexts, which others may close. */
    @Test
    void contextsThatAreLostAreNoLoss() {
        ManyDocuments.fill(source, 100_000, 3);
        AtomicLong closed = new AtomicLong();
        UpgradeReport report = new Transfer(folder, source.instance(), target.instance())
                .during("dump", 1, () -> {
                    JsonNode answer =
                            dev.uprev.json.Json.read(source.ask("DELETE", "/_search/scroll/_all"), JsonNode.class);
                    closed.set(answer.path("num_freed").asLong());
                })
                .carryOut();
        succeeded(report);
        assertThat(closed).as("contexts that were closed").hasPositiveValue();
        assertThat(ManyDocuments.contents(target).equals(ManyDocuments.contents(source)))
                .isTrue();
    }

    @Test
    void templatesPipelinesAndScripts() {
        Definition transfer = transfer()
                .given("PUT", "/_template/logs", """
                        {'template': 'logs-*', 'order': 3, 'settings': {'number_of_shards': 1},
                         'mappings': {'_default_': {'_all': {'enabled': false},
                            'dynamic_templates': [{'strings': {'match_mapping_type': 'string', 'mapping': {'index': 'not_analyzed', 'type': 'string', 'ignore_above': 256}}}]},
                           'log': {'properties': {'message': {'type': 'string'}, 'host': {'type': 'string', 'index': 'not_analyzed', 'doc_values': true},
                                   'at': {'type': 'date', 'format': 'yyyy-MM-dd'}}}},
                         'aliases': {'all-logs': {}}}""")
                .given("PUT", "/_ingest/pipeline/dates", """
                        {'description': 'd', 'processors': [{'date': {'field': 'f', 'formats': ['ISO8601', 'YYYY/MM/dd']}},
                           {'script': {'lang': 'painless', 'inline': 'ctx.n = 1'}}]}""")
                .given("POST", "/_scripts/twice", "{'script': {'lang': 'painless', 'source': 'return 2 * params.n'}}");
        succeeded(transfer.carryOut());

        JsonNode template = transfer.target("/_template/logs").path("logs");
        assertThat(template.path("index_patterns").toString()).isEqualTo("[\"logs-*\"]");
        assertThat(template.at("/mappings/properties/host").toString()).contains("\"type\":\"keyword\"");
        assertThat(template.at("/mappings/properties/message").toString()).isEqualTo("{\"type\":\"text\"}");
        target.ask(
                "PUT", "/logs-1/_doc/1?pipeline=dates", "{\"f\": \"2020/01/02\", \"word\": \"some\", \"host\": \"h\"}");
        assertThat(transfer.target("/logs-1/_mapping")
                        .at("/logs-1/mappings/properties/word/type")
                        .asText())
                .isEqualTo("keyword");
        assertThat(transfer.target("/logs-1/_doc/1").at("/_source/n").asInt()).isEqualTo(1);
        assertThat(transfer.target("/_scripts/twice").at("/script/source").asText())
                .isEqualTo("return 2 * params.n");
    }

    @Test
    void whatTheTargetRefusesIsNamedInItsOwnWordsAndNothingIsLeft() {
        Definition transfer = transfer()
                .given("PUT", "/good", "{'mappings': {'t': {'properties': {'a': {'type': 'keyword'}}}}}")
                .given("PUT", "/bad", "{'mappings': {'t': {'properties': {'p': {'type': 'percolator'}}}}}")
                .given(
                        "PUT",
                        "/worse",
                        "{'settings': {'index.bogus_limit_of_mine': 1}}"
                                .replace("bogus_limit_of_mine", "mapping.total_fields.limit"));
        assertThat(transfer.findings())
                .filteredOn(Finding::isBlocker)
                .singleElement()
                .satisfies(blocker -> {
                    assertThat(blocker.code()).isEqualTo("definitions-refused");
                    assertThat(blocker.seen()).contains("index bad: ").contains("No handler for type [percolator]");
                });
        assertThat(transfer.target("/_all/_settings").size()).isZero();
    }
}
