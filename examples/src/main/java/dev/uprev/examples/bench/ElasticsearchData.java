package dev.uprev.examples.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.json.Json;
import dev.uprev.testkit.servers.ElasticsearchServer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The documents that are carried, the same in every run: small ones as of a log, and large ones (about 9 KB), most of
 * whose text is kept and not searched.
 */
final class ElasticsearchData {
    static final List<String> INDICES = List.of("small", "large");

    private static final int DOCUMENTS_OF_A_REQUEST = 5000;
    private static final int WORDS_OF_A_SMALL_ONE = 12;
    private static final int WORDS_OF_A_LARGE_ONE = 150;
    private static final int WORDS_OF_A_PAYLOAD = 1350;
    private static final int DIFFERENT_WORDS = 20_000;
    private static final int FIRST_MAJOR_WITHOUT_TYPES = 7;
    private static final String TYPE = "_doc";
    private static final String PROPERTIES = """
            {"properties": {
              "title": {"type": "text", "fields": {"raw": {"type": "keyword", "ignore_above": 200}}},
              "state": {"type": "keyword"}, "amount": {"type": "double"}, "number": {"type": "long"},
              "at": {"type": "date"}, "open": {"type": "boolean"},
              "body": {"type": "text", "index_options": "freqs"},
              "payload": {"type": "object", "enabled": false}}}""";

    private ElasticsearchData() {}

    /** Makes the indices, empty. */
    static void create(ElasticsearchServer server) {
        boolean typed = isTyped(server);
        String mappings = typed ? "{\"" + TYPE + "\": " + PROPERTIES + "}" : PROPERTIES;
        for (String index : INDICES) {
            server.ask("PUT", "/" + index, """
                    {"settings": {"number_of_shards": 2, "number_of_replicas": 0}, "mappings": %s}
                    """.formatted(mappings));
        }
    }

    private static boolean isTyped(ElasticsearchServer server) {
        return !server.isOpenSearch() && server.version().major() < FIRST_MAJOR_WITHOUT_TYPES;
    }

    static void fill(ElasticsearchServer server, int small, int large) {
        create(server);
        String path = isTyped(server) ? "/" + TYPE : "";
        fill(server, "/small" + path, small, false);
        fill(server, "/large" + path, large, true);
        server.ask("POST", "/_refresh");
    }

    private static void fill(ElasticsearchServer server, String path, int documents, boolean isLarge) {
        int ofARequest = isLarge ? DOCUMENTS_OF_A_REQUEST / 20 : DOCUMENTS_OF_A_REQUEST;
        Random random = new Random(documents);
        for (int first = 0; first < documents; first += ofARequest) {
            StringBuilder lines = new StringBuilder();
            for (int i = first; i < Math.min(documents, first + ofARequest); i++) {
                lines.append("{\"index\":{\"_id\":\"").append(i).append("\"}}\n");
                lines.append(document(i, isLarge, random)).append('\n');
            }
            String answer = server.ask("POST", path + "/_bulk?filter_path=errors,items.*.error", lines.toString());
            if (!answer.contains("\"errors\":false")) {
                throw new IllegalStateException("cannot fill " + server + ": " + answer);
            }
        }
    }

    private static String document(int number, boolean isLarge, Random random) {
        return String.format(
                Locale.ROOT,
                "{\"title\":\"Order %d of customer %d\",\"state\":\"%s\",\"amount\":%d.0,\"number\":%d,"
                        + "\"at\":\"2026-03-%02dT10:%02d:00Z\",\"open\":%b,\"body\":\"%s\"%s}",
                number,
                random.nextInt(1000),
                List.of("new", "paid", "sent").get(number % 3),
                random.nextInt(1000),
                9_007_199_254_740_993L + number,
                1 + number % 28,
                number % 60,
                number % 2 == 0,
                words(isLarge ? WORDS_OF_A_LARGE_ONE : WORDS_OF_A_SMALL_ONE, random),
                isLarge ? ",\"payload\":{\"text\":\"" + words(WORDS_OF_A_PAYLOAD, random) + "\"}" : "");
    }

    private static String words(int count, Random random) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append(i == 0 ? "w" : " w").append(random.nextInt(DIFFERENT_WORDS));
        }
        return words.toString();
    }

    /** The numbers of documents of all indices. */
    static Map<String, Long> counts(ElasticsearchServer server) throws IOException {
        server.ask("POST", "/_refresh");
        Map<String, Long> counts = new TreeMap<>();
        for (String index : INDICES) {
            counts.put(
                    "documents in " + index,
                    json(server, "/" + index + "/_count").path("count").asLong());
        }
        return counts;
    }

    /** The numbers of fields of all indices that have the types that they were given. */
    static Map<String, Long> mapped(ElasticsearchServer server) throws IOException {
        JsonNode wanted = Json.mapper().readTree(PROPERTIES).path("properties");
        Map<String, Long> counts = new TreeMap<>();
        for (String index : INDICES) {
            JsonNode mappings =
                    json(server, "/" + index + "/_mapping").path(index).path("mappings");
            JsonNode properties = (mappings.has(TYPE) ? mappings.path(TYPE) : mappings).path("properties");
            long same = wanted.properties().stream()
                    .filter(field -> field.getValue().equals(properties.path(field.getKey())))
                    .count();
            counts.put("fields of " + index + " with their mapping", same);
        }
        return counts;
    }

    static long bytes(ElasticsearchServer server) throws IOException {
        return json(server, "/_stats/store")
                .at("/_all/primaries/store/size_in_bytes")
                .asLong();
    }

    static void clear(ElasticsearchServer server) {
        for (String index : INDICES) {
            server.status("DELETE", "/" + index, "");
        }
    }

    private static JsonNode json(ElasticsearchServer server, String path) throws IOException {
        return Json.mapper().readTree(server.ask("GET", path));
    }
}
