package dev.uprev.examples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.json.Json;
import dev.uprev.model.Instance;
import dev.uprev.testkit.servers.ElasticsearchTalk;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The shop on Elasticsearch: products, orders and payments, and an alias that shows what is paid. */
final class ElasticsearchShop implements Shop {
    private static final int DOCUMENTS_OF_A_REQUEST = 5000;

    private static final Map<String, String> FIELDS = Map.of("products", """
            {"properties": {"title": {"type": "text", "fields": {"raw": {"type": "keyword"}}},
             "price": {"type": "double"}, "stock": {"type": "integer"}}}""", "orders", """
            {"dynamic": "strict", "properties": {"customer": {"type": "long"}, "state": {"type": "keyword"},
             "amount": {"type": "double"}, "at": {"type": "date", "format": "yyyy-MM-dd HH:mm:ss"}}}""", "payments", """
            {"properties": {"invoice": {"type": "long"}, "amount": {"type": "double"}}}""");

    private static final Map<Look, List<String>> QUERIES = Map.of(
            Look.DATA,
            List.of("/_cat/indices?v&h=index,docs.count,store.size&s=index"),
            Look.CLIENTS,
            List.of("/_nodes/stats/http?filter_path=nodes.*.http.current_open"),
            Look.VERSION,
            List.of("/?filter_path=version.number"),
            Look.DETAILS,
            List.of(
                    "/paid/_count?filter_path=count",
                    "/products/_search?q=_id:7&filter_path=hits.hits._source",
                    "/orders/_mapping/field/at?filter_path=**.mapping"));

    @Override
    public void fill(Instance server, int records) throws IOException {
        ElasticsearchTalk talk = ElasticsearchTalk.connect(server.address().port());
        for (Map.Entry<String, String> index : FIELDS.entrySet()) {
            String mappings = MappingType.mappings(talk, index.getValue());
            talk.require(
                    "PUT",
                    "/" + index.getKey(),
                    "{\"settings\": {\"number_of_replicas\": 0}, \"mappings\": " + mappings + "}");
        }
        talk.require("POST", "/_aliases", """
                {"actions": [{"add": {"index": "orders", "alias": "paid", "filter": {"term": {"state": "paid"}}}}]}""");
        String type = MappingType.inBulk(talk);
        for (int first = 0; first < records; first += DOCUMENTS_OF_A_REQUEST) {
            int last = Math.min(records, first + DOCUMENTS_OF_A_REQUEST);
            StringBuilder lines = new StringBuilder();
            for (int number = first; number < last; number++) {
                lines.append(number % 2 == 0 ? order(number, type) : product(number, type));
            }
            String answer = talk.require("POST", "/_bulk?filter_path=errors,items.*.error", lines.toString());
            if (!answer.contains("\"errors\":false")) {
                throw new IOException("the shop could not be filled: " + answer);
            }
        }
        talk.require("POST", "/_refresh", "");
    }

    private static String order(int number, String type) {
        return String.format(
                Locale.ROOT,
                "{\"index\":{\"_index\":\"orders\"%s,\"_id\":\"%d\"}}%n"
                        + "{\"customer\":%d,\"state\":\"%s\",\"amount\":%d.50,\"at\":\"2026-03-%02d 12:00:00\"}%n",
                type,
                number,
                number % 9000,
                number % 3 == 0 ? "paid" : "shipped",
                number % 500,
                1 + number % 28);
    }

    private static String product(int number, String type) {
        return String.format(
                Locale.ROOT,
                "{\"index\":{\"_index\":\"products\"%s,\"_id\":\"%d\"}}%n"
                        + "{\"title\":\"Product %d, Zürich\",\"price\":%d.90,\"stock\":%d}%n",
                type,
                number,
                number,
                number % 700,
                number % 77);
    }

    @Override
    public List<ShopProgram> programs() {
        return List.of(
                new ShopProgram("orders", ElasticsearchOrders.class, 2),
                new ShopProgram("payments", ElasticsearchPayments.class, 1));
    }

    @Override
    public String shown(String prompt, Instance server, Look look) throws IOException {
        ElasticsearchTalk talk = ElasticsearchTalk.connect(server.address().port());
        StringBuilder text = new StringBuilder();
        for (String query : Objects.requireNonNull(QUERIES.get(look))) {
            text.append(prompt).append("> GET ").append(query).append('\n');
            talk.require("GET", query, "")
                    .lines()
                    .forEach(line -> text.append("  ").append(line).append('\n'));
        }
        return text.toString();
    }

    @Override
    public long found(String kind, List<Long> ids, Instance server) throws IOException {
        ElasticsearchTalk talk = ElasticsearchTalk.connect(server.address().port());
        long found = 0;
        for (int first = 0; first < ids.size(); first += DOCUMENTS_OF_A_REQUEST) {
            List<Long> some = ids.subList(first, Math.min(ids.size(), first + DOCUMENTS_OF_A_REQUEST));
            String wanted = some.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
            JsonNode answer = Json.mapper()
                    .readTree(talk.require(
                            "POST",
                            "/" + kind + "/_mget?_source=false&filter_path=docs.found",
                            "{\"ids\": [" + wanted + "]}"));
            for (JsonNode document : answer.path("docs")) {
                found += document.path("found").asBoolean() ? 1 : 0;
            }
        }
        return found;
    }
}
