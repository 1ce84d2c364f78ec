package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.compat.Finding;
import dev.uprev.compat.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each conversion of an index, by definitions as old servers give them. */
class ConversionsTest {
    private static String field(String from, String to, String field) {
        return Moves.one(
                        Moves.of(from, to),
                        Moves.product(from).isTypeless()
                                ? "{'mappings': {'properties': {'f': " + field + "}}}"
                                : "{'mappings': {'t': {'properties': {'f': " + field + "}}}}")
                .mapping()
                .at("/properties/f")
                .toString()
                .replace('"', '\'');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "5.6|6.8|{'type':'string'}|{'type':'text'}",
                "5.6|6.8|{'type':'string','index':'analyzed','ignore_above':5,'doc_values':false}|{'type':'text'}",
                "5.6|6.8|{'type':'string','index':'not_analyzed','ignore_above':5}|{'type':'keyword','ignore_above':5}",
                "5.6|6.8|{'type':'string','index':'no','analyzer':'x'}|{'type':'keyword','index':false}",
                "5.6|6.8|{'type':'string','norms':{'enabled':false}}|{'type':'text','norms':false}",
                "5.6|6.8|{'type':'string','fielddata':{'format':'disabled'}}|{'type':'text','fielddata':false}",
                "5.6|6.8|{'type':'long','index':'no','precision_step':8}|{'type':'long','index':false}",
                "5.6|6.8|{'type':'long','store':'yes','doc_values':0}|{'type':'long','store':true,'doc_values':false}",
                "5.6|6.8|{'type':'text','include_in_all':true,'similarity':'classic'}|{'type':'text','similarity':'classic'}",
                "6.8|7.17|{'type':'text','similarity':'classic','boost':2}|{'type':'text','boost':2}",
                "6.8|7.17|{'type':'date','format':'dateOptionalTime'}|{'type':'date','format':'date_optional_time'}",
                "6.8|7.17|{'type':'date_range','format':'yyyy'}|{'type':'date_range','format':'uuuu'}",
                "6.8|7.17|{'type':'date','format':'8yyyy'}|{'type':'date','format':'yyyy'}",
                "7.17|8.19|{'type':'date','format':'yyyy'}|{'type':'date','format':'yyyy'}",
                "7.17|8.19|{'type':'text','boost':2}|{'type':'text'}",
                "7.17|8.19|{'type':'geo_shape','tree':'quadtree','precision':'1m'}|{'type':'geo_shape'}",
                "7.17|8.19|{'type':'dense_vector','dims':3}|{'type':'dense_vector','dims':3,'index':false}",
                "8.19|9.5|{'type':'dense_vector','dims':3}|{'type':'dense_vector','dims':3}",
                "5.6|8.19|{'properties':{'boost':{'type':'long'},'store':{'type':'text'}}}|{'properties':{'boost':{'type':'long'},'store':{'type':'text'}}}"
            })
    void fields(String from, String to, String before, String after) {
        assertThat(field(from, to, before)).isEqualTo(after);
    }

    /** 7.x keeps the formats of an index that 6.x has made. */
    @Test
    void anIndexThatIsOlderThanItsServer() {
        String format = "/properties/d/format";
        String index = "{'settings': {'index.version.created': '%s'},"
                + " 'mappings': {'properties': {'d': {'type': 'date', 'format': 'YYYY'}}}}";
        Move move = Moves.of("7.17.29", "8.19.21");
        assertThat(Moves.one(move, index.formatted("6082399"))
                        .mapping()
                        .at(format)
                        .asText())
                .isEqualTo("yyyy");
        assertThat(Moves.one(move, index.formatted("7172999"))
                        .mapping()
                        .at(format)
                        .asText())
                .isEqualTo("YYYY");
    }

    @Test
    void rootOfAMapping() {
        ConvertedIndex converted = Moves.convert(Moves.of("5.6.16", "7.17.29"), """
                {'mappings': {'_default_': {'_all': {'enabled': false}},
                  't': {'_all': {'enabled': true}, '_ttl': {'enabled': true}, '_timestamp': {'enabled': false},
                        'include_in_all': false, '_meta': {'a': 1}, 'dynamic_date_formats': ['YYYY', 'dateOptionalTime'],
                        'dynamic_templates': [{'s': {'match_mapping_type': 'string', 'mapping': {'index': 'not_analyzed'}}}]}}}""");
        assertThat(converted.targets().get(0).mapping()).isEqualTo(Moves.json("""
                {'_meta': {'a': 1}, 'dynamic_date_formats': ['yyyy', 'date_optional_time'],
                 'dynamic_templates': [{'s': {'match_mapping_type': 'string', 'mapping': {'type': 'keyword'}}}]}"""));
        assertThat(Moves.codes(converted.changes()))
                .contains("all-field", "meta-field-removed", "include-in-all", "default-mapping", "string-field");
    }

    @Test
    void severalTypesAreRefusedAndNothingIsSilent() {
        ConvertedIndex converted = Moves.convert(Moves.of("5.6.16", "6.8.23"), "{'mappings': {'a': {}, 'b': {}}}");
        assertThat(converted.changes())
                .filteredOn(Change::isBlocker)
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.conversion()).isEqualTo(Conversion.SEVERAL_MAPPING_TYPES);
                    assertThat(change.toString()).isEqualTo("index books: a, b");
                });
    }

    @Test
    void severalTypesAreSplitByTheirFamilies() {
        ConvertedIndex converted = Moves.convert(Moves.splitting("5.6.16", "8.19.21"), """
                {'mappings': {'Post': {'properties': {'n': {'type': 'long'}}}, 'comment': {'_parent': {'type': 'Post'}},
                              'like': {'_parent': {'type': 'comment'}}, 'user': {}},
                 'aliases': {'all': {'is_write_index': true}}}""");
        assertThat(converted.targets()).extracting(TargetIndex::name).containsExactly("books-post", "books-user");
        TargetIndex posts = converted.targets().get(0);
        assertThat(posts.aliases()).isEqualTo(Moves.json("{'all': {}, 'books': {}}"));
        assertThat(posts.mapping().at("/properties/join_field"))
                .isEqualTo(Moves.json("{'type': 'join', 'relations': {'Post': ['comment'], 'comment': ['like']}}"));
        TargetIndices.Destination like = converted.destinations().get("books/like");
        assertThat(like)
                .isEqualTo(new TargetIndices.Destination(
                        "books-post", "_doc", Optional.of(new SourceEdit("join_field", "like", true))));
        assertThat(converted.destinations().get("books/user"))
                .isEqualTo(new TargetIndices.Destination("books-user", "_doc", Optional.empty()));
    }

    @Test
    void aFamilyThatContradictsItselfOrItsJoinField() {
        ConvertedIndex converted = Moves.convert(Moves.of("5.6.16", "7.17.29"), """
                {'mappings': {'a': {'properties': {'x': {'type': 'long'}, 'join_field': {'type': 'text'}}},
                              'b': {'_parent': {'type': 'a'}, 'properties': {'x': {'type': 'keyword'}}}}}""");
        assertThat(Moves.codes(
                        converted.changes().stream().filter(Change::isBlocker).toList()))
                .containsExactlyInAnyOrder("join-field-taken", "mappings-contradict");
    }

    @Test
    void targetsBeforeSevenKeepTheirType() {
        TargetIndex index = Moves.one(Moves.of("5.6.16", "6.8.23"), "{'mappings': {'book': {}}}");
        assertThat(index.type()).isEqualTo("book");
        assertThat(Moves.one(Moves.of("5.6.16", "7.17.29"), "{'mappings': {'book': {}}}")
                        .type())
                .isEqualTo("_doc");
    }

    /** Every one of them tells what it means, and where that is written. */
    @ParameterizedTest
    @EnumSource(Conversion.class)
    void findings(Conversion conversion) {
        List<Finding> findings = ConversionFindings.of(List.of(new Change(conversion, "index a", "b")));
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.seen()).isEqualTo("index a: b");
            assertThat(finding.source()).isPresent();
            assertThat(finding.severity() == Severity.BLOCKER
                            && finding.remedy().isEmpty())
                    .isFalse();
        });
    }
}
