package dev.uprev.elasticsearch;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.json.Json;
import dev.uprev.testkit.servers.ElasticsearchServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Documents that are easily changed on their way, written and read by plain HTTP, one at a time. */
final class TrickyDocuments {
    static final String INDEX = "tricky";

    /** Ids, routings and sources. */
    private static final List<String[]> DOCUMENTS = List.of(
            document("numbers", "{\"big\":9007199254741003,\"money\":11.0,\"more\":[1.10,1E+2,-0.0,1e-7]}"),
            document(
                    "unicode", "{\"ü\":\"Größe 日本語 \uD83D\uDE00\",\"escaped\":\"\\u00e9\\ud83d\\ude00\\/\\t\\u2028\"}"),
            document("quotes \"and\\ back", "{\"a\":\"\\\"}{\\\\\",\"b\":\"[\"}"),
            document("slash/ü?&#%20+ ;=", "{\"a\":1}"),
            document("\uD83D\uDE00", "{}"),
            document("x".repeat(512), "{\"a\":null,\"b\":[],\"c\":{},\"d\":[[],[{}]]}"),
            document("spread", "{\n  \"a\" : 1,\r\n\t\"b\": [\n]\n}\n"),
            document("comment", "{ \"a\": 1, /* it's \"odd { */ \"b\": 2 // and \" again }\n }"),
            document("order", "{\"z\":1,\"a\":{\"z\":1,\"a\":2},\"m\":3}"),
            document("nested", "{\"nested\":[{\"n\":1},{\"n\":2}]}"),
            document("true-ish", "{\"flag\":\"true\",\"number\":\"12\",\"date\":\"2020-02-03\"}"),
            new String[] {"routed", "r ä/1", "{\"routed\":1}"},
            new String[] {"routed too", "another", "{\"routed\":2}"});

    private static final Pattern COMMENT = Pattern.compile("// and[^\\n]*");

    private TrickyDocuments() {}

    private static String[] document(String id, String source) {
        return new String[] {id, "", source};
    }

    static void fill(ElasticsearchServer server) {
        String properties =
                "{\"dynamic\":false,\"properties\":{\"nested\":{\"type\":\"nested\"},\"number\":{\"type\":\"long\"},"
                        + "\"flag\":{\"type\":\"boolean\"}}}";
        server.ask(
                "PUT",
                "/" + INDEX,
                "{\"settings\":{\"number_of_shards\":3,\"number_of_replicas\":0},\"mappings\":"
                        + (typed(server) ? "{\"" + type(server) + "\":" + properties + "}" : properties) + "}");
        for (String[] document : DOCUMENTS) {
            for (int version = 0; version < document[0].length() % 3 + 1; version++) {
                server.ask("PUT", path(server, document[0], document[1]), document[2]);
            }
        }
        server.ask("DELETE", path(server, "order", ""));
        server.ask("PUT", path(server, "order", ""), "{\"z\":1,\"a\":2}");
    }

    static boolean typed(ElasticsearchServer server) {
        return !server.isOpenSearch() && server.version().major() < 7;
    }

    /** Before 6 a type cannot have the name that it must have from 7 on. */
    static String type(ElasticsearchServer server) {
        return !server.isOpenSearch() && server.version().major() < 6 ? "doc" : "_doc";
    }

    private static String path(ElasticsearchServer server, String id, String routing) {
        return Paths.of(INDEX, type(server), id) + (routing.isEmpty() ? "" : "?routing=" + Paths.encoded(routing));
    }

    /** Of each document its version and source, line ends in which do not matter; by id and routing. */
    static SortedMap<String, String> contents(ElasticsearchServer server) {
        server.ask("POST", "/" + INDEX + "/_refresh");
        SortedMap<String, String> contents = new TreeMap<>();
        for (JsonNode hit :
                json(server, "/" + INDEX + "/_search?size=1000&version=true").at("/hits/hits")) {
            String id = hit.path("_id").asText();
            String routing = hit.path("_routing").asText();
            // Only here the server gives the bytes of one source and nothing else.
            String query = routing.isEmpty() ? "" : "?routing=" + Paths.encoded(routing);
            String source = server.ask(
                    "GET",
                    typed(server)
                            ? Paths.of(INDEX, hit.path("_type").asText(), id, "_source") + query
                            : Paths.of(INDEX, "_source", id) + query);
            contents.put(id + "|" + routing, hit.path("_version").asLong() + " " + inOneLine(source));
        }
        return contents;
    }

    /** Comments that go to the end of a line cannot be kept in one line. */
    private static String inOneLine(String source) {
        return COMMENT.matcher(source)
                .replaceAll(comment -> " ".repeat(comment.group().length()))
                .replaceAll("[\\r\\n]", " ")
                .strip();
    }

    private static JsonNode json(ElasticsearchServer server, String path) {
        try {
            // A document has comments in it.
            return Json.mapper()
                    .reader()
                    .with(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .readTree(server.ask("GET", path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int count() {
        return DOCUMENTS.size();
    }
}
