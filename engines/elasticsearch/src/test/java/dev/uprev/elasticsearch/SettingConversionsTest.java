package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of indices, by definitions as old servers give them. */
class SettingConversionsTest {
    private static String settings(String from, String to, String settings) {
        TargetIndex index = Moves.one(Moves.of(from, to), "{'settings': " + settings + "}");
        return Settings.json(index.settings()).toString().replace('"', '\'');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "5.6|6.8|'index.mapper.dynamic':'false'|",
                "5.6|7.17|'index.mapping.single_type':'true','index.uuid':'x','index.version.created':'5061699'|",
                "5.6|7.17|'index.store.type':'default'|'index.store.type':'fs'",
                "6.8|7.17|'index.shard.check_on_startup':'fix'|",
                "6.8|7.17|'index.shard.check_on_startup':'checksum'|'index.shard.check_on_startup':'checksum'",
                "6.8|7.17|'index.similarity.default.type':'classic'|'index.similarity.default.type':'BM25'",
                "6.8|7.17|'index.soft_deletes.enabled':'false'|'index.soft_deletes.enabled':'false'",
                "7.17|8.19|'index.soft_deletes.enabled':'false','index.frozen':'true','index.search.throttled':'true'|",
                "7.17|8.19|'index.translog.retention.age':'1h','index.translog.durability':'async'|'index.translog.durability':'async'",
                "opensearch-1.3|opensearch-2.19|'index.soft_deletes.enabled':'false'|",
                "opensearch-1.3|opensearch-2.19|'index.soft_deletes.enabled':'true'|'index.soft_deletes.enabled':'true'",
                "7.17|8.19|'index.lifecycle.name':'p'|'index.lifecycle.name':'p'",
                "7.10|opensearch-2.19|'index.lifecycle.name':'p'|",
                "7.17|8.19|'index.routing.allocation.include._tier_preference':'data_content','index.routing_partition_size':'2'|'index.routing_partition_size':'2'",
                "7.17|8.19|'archived.index.old':'1','index.store.type':'simplefs'|'index.store.type':'niofs'"
            })
    void singleOnes(String from, String to, String before, String after) {
        assertThat(settings(from, to, "{" + before + "}")).isEqualTo("{" + (after == null ? "" : after) + "}");
    }

    /** Before 6.0, each part of a list is a setting of its own. */
    @Test
    void listsOfOldReleases() {
        assertThat(settings(
                        "5.6.16", "6.8.23", "{'index.query.default_field.0':'a','index.query.default_field.1':'b'}"))
                .isEqualTo("{'index.query.default_field':['a','b']}");
    }

    @Test
    void partsOfAnalyzers() {
        assertThat(settings("6.8.23", "7.17.29", """
                        {'index': {'analysis': {
                          'tokenizer': {'t': {'type': 'edgeNGram', 'min_gram': 1, 'max_gram': 5}},
                          'filter': {'std': {'type': 'standard'}, 'd': {'type': 'delimited_payload_filter'}},
                          'char_filter': {'c': {'type': 'htmlStrip'}},
                          'analyzer': {'one': {'type': 'custom', 'tokenizer': 't', 'filter': ['std', 'standard', 'd', 'nGram'], 'char_filter': 'htmlStrip'},
                                       'two': {'type': 'standard_html_strip'}}}}}"""))
                .isEqualTo(
                        "{'index.analysis.analyzer.one.char_filter':'html_strip','index.analysis.analyzer.one.filter':['d','ngram'],"
                                + "'index.analysis.analyzer.one.tokenizer':'t','index.analysis.analyzer.one.type':'custom',"
                                + "'index.analysis.analyzer.two.char_filter':['html_strip'],'index.analysis.analyzer.two.filter':['lowercase'],"
                                + "'index.analysis.analyzer.two.tokenizer':'standard','index.analysis.analyzer.two.type':'custom',"
                                + "'index.analysis.char_filter.c.type':'html_strip','index.analysis.filter.d.type':'delimited_payload',"
                                + "'index.analysis.tokenizer.t.max_gram':'5','index.analysis.tokenizer.t.min_gram':'1','index.analysis.tokenizer.t.type':'edge_ngram'}");
    }

    @Test
    void limitsThatCameWithSeven() {
        String settings = "{'index.analysis.filter.n.type':'nGram','index.analysis.filter.n.max_gram':'9',"
                + "'index.analysis.filter.s.type':'shingle','index.analysis.filter.s.max_shingle_size':'7'}";
        assertThat(settings("6.8.23", "7.17.29", settings))
                .contains("'index.max_ngram_diff':'8'", "'index.max_shingle_diff':'5'");
        assertThat(settings("7.17.29", "8.19.21", settings)).doesNotContain("max_ngram_diff");
    }

    @Test
    void theWayOutForWhatNobodyKnows() {
        Move move = new Move(
                Moves.product("7.17.29"), Moves.product("8.19.21"), false, "join_field", List.of("index.mine.*"));
        ConvertedIndex converted = Moves.convert(move, "{'settings': {'index.mine.a': '1', 'index.priority': '2'}}");
        assertThat(converted.targets().get(0).settings()).containsOnlyKeys("index.priority");
        assertThat(Moves.codes(converted.changes())).containsExactly("setting-dropped");
    }

    @Test
    void whatWouldChangeDocumentsOnTheirWayIsSetLater() {
        TargetIndex index = Moves.one(Moves.of("7.17.29", "8.19.21"), """
                {'settings': {'index.default_pipeline': 'p', 'index.final_pipeline': 'q', 'index.blocks.write': 'true',
                              'index.lifecycle.name': 'l', 'index.number_of_shards': '1'}}""");
        assertThat(index.earlySettings()).containsOnlyKeys("index.number_of_shards");
        assertThat(index.laterSettings())
                .containsOnlyKeys(
                        "index.default_pipeline", "index.final_pipeline", "index.blocks.write", "index.lifecycle.name");
    }
}
