package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.error.UpgradeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchAnswerTest {
    private static final String HITS = """
            "hits":{"total":%s,"max_score":null,"hits":[
            {"_index":"a","_type":"_doc","_id":"1\\u002f\\"","_version":7,"_score":null,"_routing":"ä",
             "_source":{"x": [1,
            2]},"sort":[0]},
            {"_index":"a","_id":"2","_version":1,"_parent":"p","_routing":"p","_source":{}},
            {"_index":"a","_id":"3","_version":1}]}""";

    private final Taken taken = new Taken();

    @Test
    void documentsAreTakenWithWhatIsKnownOfThem() throws Exception {
        SearchAnswer.Page page = read("{\"_scroll_id\":\"abc==\",\"took\":1,\"timed_out\":false,"
                + "\"_shards\":{\"total\":1,\"successful\":1,\"failed\":0}," + HITS.formatted("3") + "}");

        assertThat(page).isEqualTo(new SearchAnswer.Page(3, 3, "abc=="));
        assertThat(taken.lines)
                .containsExactly(
                        "{\"index\":{\"_id\":\"1/\\\"\",\"routing\":\"ä\",\"version\":7,\"version_type\":\"external_gte\"}}",
                        "{\"x\": [1, 2]}",
                        "{\"index\":{\"_id\":\"2\",\"routing\":\"p\",\"parent\":\"p\",\"version\":1,"
                                + "\"version_type\":\"external_gte\"}}",
                        "{}",
                        "no source of 3");
    }

    @Test
    void theTotalOfNewerReleasesIsAnObject() throws Exception {
        assertThat(read("{" + HITS.formatted("{\"value\":12,\"relation\":\"eq\"}") + "}")
                        .total())
                .isEqualTo(12);
    }

    @Test
    void noDocumentIsTakenWhereAShardHasFailed() {
        assertThatThrownBy(() -> read("{\"timed_out\":false,\"_shards\":{\"failed\":1,\"failures\":[\"broken\"]},"
                        + HITS.formatted("3") + "}"))
                .isInstanceOfSatisfying(
                        UpgradeException.class,
                        error -> assertThat(error.code()).isEqualTo("search-incomplete"))
                .hasMessageContaining("broken");
        assertThat(taken.lines).isEmpty();
    }

    @Test
    void aServerThatGaveUpIsAnError() {
        assertThatThrownBy(() -> read("{\"timed_out\":true," + HITS.formatted("3") + "}"))
                .hasMessageContaining("timed_out");
    }

    @Test
    void anAnswerWithoutHitsIsAnError() {
        assertThatThrownBy(() -> read("{\"took\":1}")).isInstanceOf(JsonInputException.class);
    }

    private SearchAnswer.Page read(String answer) throws IOException {
        return SearchAnswer.read(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)), taken);
    }

    private static final class Taken implements SearchAnswer.Documents {
        final List<String> lines = new ArrayList<>();
        private String source = "";

        @Override
        public void begin(Document document) {
            lines.add(new String(document.action(), StandardCharsets.UTF_8).strip());
            source = "";
        }

        @Override
        public void take(byte[] bytes, int offset, int length) {
            source += new String(bytes, offset, length, StandardCharsets.UTF_8);
        }

        @Override
        public void end() {
            lines.add(source);
        }

        @Override
        public void sourceless(Document document) {
            lines.add("no source of " + document.id());
        }
    }
}
