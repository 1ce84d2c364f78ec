package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.json.Json;
import dev.uprev.testkit.servers.ElasticsearchServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** An index with more documents than one page has, and with gaps in its sequence numbers. */
final class ManyDocuments {
    static final String INDEX = "many";

    private static final int BATCH = 5000;

    private ManyDocuments() {}

    /** @param shards of the index */
    static void fill(ElasticsearchServer server, int documents, int shards) {
        server.ask(
                "PUT",
                "/" + INDEX,
                "{\"settings\":{\"number_of_shards\":" + shards
                        + ",\"number_of_replicas\":0,\"refresh_interval\":\"7s\"}}");
        for (int from = 0; from < documents; from += BATCH) {
            StringBuilder lines = new StringBuilder();
            for (int i = from; i < Math.min(documents, from + BATCH); i++) {
                lines.append("{\"index\":{\"_id\":\"").append(i).append("\"}}\n");
                lines.append("{\"text\":\"number ")
                        .append(i)
                        .append("\",\"pad\":\"")
                        .append("x".repeat(i % 150));
                lines.append("\",\"value\":").append(i).append(".0}\n");
            }
            bulk(server, lines);
        }
        StringBuilder gone = new StringBuilder();
        for (int i = 0; i < documents; i += i < documents / 2 ? 2 : 1000) {
            gone.append("{\"delete\":{\"_id\":\"").append(i).append("\"}}\n");
        }
        bulk(server, gone);
        server.ask("POST", "/" + INDEX + "/_refresh");
    }

    private static void bulk(ElasticsearchServer server, StringBuilder lines) {
        String type = TrickyDocuments.typed(server) ? "/" + TrickyDocuments.type(server) : "";
        String answer = server.ask("POST", "/" + INDEX + type + "/_bulk", lines.toString());
        if (answer.contains("\"errors\":true")) {
            throw new AssertionError(answer.substring(0, 500));
        }
    }

    /** The sources of all documents and their versions, by id. */
    static Map<String, String> contents(ElasticsearchServer server) {
        server.ask("POST", "/" + INDEX + "/_refresh");
        Map<String, String> contents = new TreeMap<>();
        String page = server.ask(
                "POST", "/" + INDEX + "/_search?scroll=1m", "{\"size\":10000,\"version\":true,\"sort\":[\"_doc\"]}");
        while (true) {
            JsonNode answer = tree(page);
            JsonNode hits = answer.at("/hits/hits");
            if (hits.isEmpty()) {
                return contents;
            }
            for (JsonNode hit : hits) {
                contents.put(hit.path("_id").asText(), hit.path("_version").asText() + " " + hit.path("_source"));
            }
            page = server.ask(
                    "POST",
                    "/_search/scroll",
                    "{\"scroll\":\"1m\",\"scroll_id\":\""
                            + answer.path("_scroll_id").asText() + "\"}");
        }
    }

    /** What the index has set itself. */
    static JsonNode settings(ElasticsearchServer server) {
        return tree(server.ask("GET", "/" + INDEX + "/_settings"))
                .elements()
                .next()
                .at("/settings/index");
    }

    private static JsonNode tree(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
