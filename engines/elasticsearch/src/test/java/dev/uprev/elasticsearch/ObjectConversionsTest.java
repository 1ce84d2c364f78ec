package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Templates, pipelines and what is added to documents, by definitions as old servers give them. */
class ObjectConversionsTest {
    private static ObjectConversions.Converted convert(Move move, ClusterObjects sort, String definition) {
        return new ObjectConversions(move, TargetFeatures.of(move.to())).convert(sort, "x", Moves.json(definition));
    }

    @Test
    void templateOfFive() {
        ObjectConversions.Converted converted =
                convert(Moves.of("5.6.16", "8.19.21"), ClusterObjects.LEGACY_TEMPLATES, """
                {'order': 1, 'template': 'a-*', 'settings': {'index.mapper.dynamic': 'false', 'number_of_shards': '2'},
                 'mappings': {'_default_': {'_all': {'enabled': false}, 'properties': {'d': {'type': 'date', 'format': 'YYYY'}}},
                              't': {'properties': {'s': {'type': 'string'}}}, 'u': {'properties': {'n': {'type': 'long'}}}}}""");
        assertThat(converted.definition()).isEqualTo(Moves.json("""
                {'order': 1, 'index_patterns': ['a-*'], 'settings': {'index.number_of_shards': '2'},
                 'mappings': {'properties': {'d': {'type': 'date', 'format': 'yyyy'}, 's': {'type': 'text'}, 'n': {'type': 'long'}}}}"""));
        assertThat(Moves.codes(converted.changes()))
                .contains("template-pattern", "default-mapping", "mapping-types-merged", "string-field", "joda-date");
    }

    @Test
    void templateForAReleaseWithTypes() {
        assertThat(convert(
                                Moves.of("5.6.16", "6.8.23"),
                                ClusterObjects.LEGACY_TEMPLATES,
                                "{'template': 'a', 'mappings': {'t': {'dynamic': 'strict'}}}")
                        .definition())
                .isEqualTo(Moves.json("{'index_patterns': ['a'], 'mappings': {'t': {'dynamic': 'strict'}}}"));
    }

    @Test
    void templatesOfSeven() {
        assertThat(convert(
                                Moves.of("7.17.29", "8.19.21"),
                                ClusterObjects.INDEX_TEMPLATES,
                                "{'index_patterns': ['a'], 'template': {'settings': {'index': {'soft_deletes': {'enabled': 'false'}}},"
                                        + " 'mappings': {'_doc': {'properties': {'t': {'type': 'text', 'boost': 2}}}}}}")
                        .definition())
                .isEqualTo(Moves.json("{'index_patterns': ['a'], 'template': {'settings': {},"
                        + " 'mappings': {'properties': {'t': {'type': 'text'}}}}}"));
    }

    @Test
    void processorsInProcessors() {
        ObjectConversions.Converted converted = convert(Moves.of("6.8.23", "8.19.21"), ClusterObjects.PIPELINES, """
                {'processors': [{'foreach': {'field': 'a', 'processor': {'date': {'field': 'b', 'formats': ['UNIX', 'YYYYMM']}}}},
                                {'date_index_name': {'field': 'b', 'date_formats': ['yyyyMM'], 'index_name_format': 'YYYY-MM'}},
                                {'user_agent': {'field': 'c', 'ecs': true}}],
                 'on_failure': [{'script': {'inline': 'x'}}]}""");
        assertThat(converted.definition()).isEqualTo(Moves.json("""
                {'processors': [{'foreach': {'field': 'a', 'processor': {'date': {'field': 'b', 'formats': ['UNIX', 'yyyyMM']}}}},
                                {'date_index_name': {'field': 'b', 'date_formats': ['uuuuMM'], 'index_name_format': 'yyyy-MM'}},
                                {'user_agent': {'field': 'c'}}],
                 'on_failure': [{'script': {'source': 'x'}}]}"""));
    }

    @Test
    void whatServersHaveMadeThemselves() {
        assertThat(BuiltIn.is(ClusterObjects.INDEX_TEMPLATES, "logs", Moves.json("{}")))
                .isTrue();
        assertThat(BuiltIn.is(ClusterObjects.INDEX_TEMPLATES, "logs-mine", Moves.json("{}")))
                .isFalse();
        assertThat(BuiltIn.is(ClusterObjects.PIPELINES, "p", Moves.json("{'_meta': {'managed': true}}")))
                .isTrue();
        assertThat(BuiltIn.is(ClusterObjects.LEGACY_TEMPLATES, ".kibana", Moves.json("{}")))
                .isTrue();
    }

    @Test
    void lifecyclesWithoutWhatIsGone() {
        String policy =
                "{'policy': {'phases': {'cold': {'actions': {'freeze': {}, 'set_priority': {'priority': 0}}}}}}";
        ObjectConversions.Converted converted =
                convert(Moves.of("7.17.29", "8.19.21"), ClusterObjects.LIFECYCLE_POLICIES, policy);
        assertThat(converted.definition())
                .isEqualTo(
                        Moves.json("{'policy': {'phases': {'cold': {'actions': {'set_priority': {'priority': 0}}}}}}"));
        assertThat(Moves.codes(converted.changes())).containsExactly("freeze-action");
        assertThat(convert(Moves.of("6.8.23", "7.17.29"), ClusterObjects.LIFECYCLE_POLICIES, policy)
                        .changes())
                .isEmpty();
    }

    @Test
    void lifecyclesWhereTheTargetHasNone() {
        Move move = Moves.of("7.10.2", "opensearch-2.19.6");
        List<Change> changes = new ArrayList<>();
        assertThat(new ObjectConversions(move, TargetFeatures.of(move.to()))
                        .convert(ClusterObjects.LIFECYCLE_POLICIES, Map.of("daily", Moves.json("{}")), changes))
                .isEmpty();
        assertThat(changes).hasToString("[lifecycle policy daily: is left out]");
    }

    @Test
    void placesInAJoin() {
        assertThat(new SourceEdit("j", "question", false).member(Optional.empty()))
                .asString()
                .isEqualTo("\"j\":\"question\"");
        assertThat(new SourceEdit("j", "answer", true).member(Optional.of("1\"")))
                .asString()
                .isEqualTo("\"j\":{\"name\":\"answer\",\"parent\":\"1\\\"\"}");
    }
}
