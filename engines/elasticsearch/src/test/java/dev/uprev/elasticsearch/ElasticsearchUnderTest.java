package dev.uprev.elasticsearch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.json.Json;
import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import dev.uprev.testkit.contract.Damage;
import dev.uprev.testkit.contract.ServerUnderTest;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** An Elasticsearch server for the contracts, filled, read and damaged over HTTP, without the engine's client. */
final class ElasticsearchUnderTest implements ServerUnderTest {
    private static final int BOOKS = 300;
    private static final List<String> INDICES = List.of("books", "orders", "notes", "records");
    private static final List<String> SETTINGS =
            List.of("number_of_shards", "max_result_window", "refresh_interval", "analysis", "number_of_replicas");

    /** Sends a request; fails where the server refuses it. */
    @FunctionalInterface
    interface Ask {
        String ask(String method, String path, String body);
    }

    /**
     * Where a server is, and who ends it and starts it.
     *
     * @param instance at an address of this machine
     */
    record Host(Instance instance, Ask talk, Runnable kill, Runnable restart, Runnable close) {}

    private final Host server;
    private final boolean typed;

    ElasticsearchUnderTest(Host server) {
        this.server = server;
        this.typed = version().isOlderThan(Version.parse("7.0"));
    }

    @Override
    public Instance instance() {
        return server.instance();
    }

    @Override
    public Version version() {
        return Version.parse(json("/").at("/version/number").asText());
    }

    @Override
    public void write(String record) {
        ask("POST", "/records/_doc?refresh=true", "{\"text\": \"" + record + "\"}");
    }

    @Override
    public void fill() {
        index("books", """
                {"number_of_shards": 3, "number_of_replicas": 0, "max_result_window": 20000,
                 "analysis": {"analyzer": {"plain": {"type": "simple"}}}}""", """
                {"dynamic": "strict", "properties": {
                  "title": {"type": "text", "analyzer": "plain", "fields": {"raw": {"type": "keyword"}}},
                  "number": {"type": "long"}, "price": {"type": "double"},
                  "published": {"type": "date"},
                  "chapters": {"properties": {"name": {"type": "keyword"}}}}}""");
        index("orders", "{\"number_of_shards\": 2, \"number_of_replicas\": 0}", """
                {"_routing": {"required": true}, "properties": {"customer": {"type": "keyword"}}}""");
        index("notes", "{\"number_of_shards\": 1, \"number_of_replicas\": 0}", "{\"dynamic\": false}");
        index("records", "{\"number_of_shards\": 1, \"number_of_replicas\": 0}", "{}");
        ask("POST", "/_aliases", """
                {"actions": [{"add": {"index": "books", "alias": "library"}},
                  {"add": {"index": "orders", "alias": "of-ann", "routing": "ann",
                           "filter": {"term": {"customer": "ann"}}}}]}""");
        ask("PUT", "/_template/logs", """
                {"index_patterns": ["logs-*"], "order": 3, "settings": {"number_of_shards": 1}}""");
        ask("PUT", "/_ingest/pipeline/nothing", "{\"description\": \"does nothing\", \"processors\": []}");
        ask("POST", "/_bulk", documents());
        ask("POST", "/_refresh", "");
    }

    private void index(String name, String settings, String mappings) {
        String body = typed ? "{\"_doc\": " + mappings + "}" : mappings;
        ask("PUT", "/" + name, "{\"settings\": " + settings + ", \"mappings\": " + body + "}");
    }

    private String documents() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < BOOKS; i++) {
            add(lines, "books", "book " + i, "", """
                    {"title": "Größe %d \\u00e9\\n\\"x\\"", "number": %d, "price": 11.0, "published": "2020-01-%02d",
                     "chapters": [{"name": "one"}, {"name": "%d"}]}""".formatted(i, 9_007_199_254_741_000L + i, 1 + i % 28, i));
            add(
                    lines,
                    "notes",
                    "n" + i,
                    "",
                    "{\"any\": {\"thing\": [1, 2.50, null, \"%s\"]}}".formatted("ab".repeat(i)));
        }
        for (int i = 0; i < BOOKS; i++) {
            String customer = i % 2 == 0 ? "ann" : "bob";
            add(lines, "orders", "o/" + i, customer, "{\"customer\": \"" + customer + "\"}");
        }
        return lines.toString();
    }

    private void add(StringBuilder lines, String index, String id, String routing, String source) {
        String type = typed ? ",\"_type\":\"_doc\"" : "";
        String route = routing.isEmpty() ? "" : ",\"routing\":\"" + routing + "\"";
        lines.append("{\"index\":{\"_index\":\"%s\"%s,\"_id\":\"%s\"%s}}%n".formatted(index, type, id, route));
        lines.append(source.replace("\n", "")).append('\n');
    }

    @Override
    public void clear() {
        for (JsonNode index : json("/_cat/indices?format=json&h=index")) {
            String name = index.path("index").asText();
            if (!name.startsWith(".")) {
                ask("DELETE", "/" + name, "");
            }
        }
        named("/_template?flat_settings=true", "logs")
                .fieldNames()
                .forEachRemaining(name -> ask("DELETE", "/_template/" + name, ""));
        if (!pipeline().isMissingNode()) {
            ask("DELETE", "/_ingest/pipeline/nothing", "");
        }
    }

    @Override
    public SortedMap<String, String> contents() {
        SortedMap<String, String> contents = new TreeMap<>();
        ask("POST", "/_refresh", "");
        for (String index : INDICES) {
            json("/" + index + "?ignore_unavailable=true&allow_no_indices=true")
                    .properties()
                    .forEach(each -> contents(each.getKey(), each.getValue(), contents));
        }
        contents.put("templates", named("/_template?flat_settings=true", "logs").toString());
        contents.put("pipelines", pipeline().toString());
        return contents;
    }

    private void contents(String index, JsonNode definition, SortedMap<String, String> contents) {
        JsonNode mappings = definition.path("mappings");
        contents.put(index + ": mappings", (mappings.has("_doc") ? mappings.path("_doc") : mappings).toString());
        contents.put(index + ": aliases", definition.path("aliases").toString());
        for (String name : SETTINGS) {
            JsonNode value = definition.at("/settings/index").path(name);
            contents.put(index + ": " + name, value.toString());
        }
        for (JsonNode hit : json("/" + index + "/_search?size=10000").at("/hits/hits")) {
            contents.put(
                    index + "/" + hit.path("_id").asText(), hit.path("_routing").asText() + " " + hit.path("_source"));
        }
    }

    @Override
    public List<Damage> damages() {
        return List.of(
                damage("a lost document", true, "books", "DELETE", "/books/_doc/book%207", ""),
                damage("a document too many", true, "notes", "PUT", "/notes/_doc/another", "{\"any\": 1}"),
                damage("another number", false, "books", "PUT", "/books/_doc/book%208", """
                        {"title": "x", "number": 1, "price": 11.0, "published": "2020-01-01"}"""),
                damage("an integer for a number", false, "notes", "PUT", "/notes/_doc/n2", """
                        {"any": {"thing": [1, 2.5, null, "abab"]}}"""),
                damage("a lost index", true, "notes", "DELETE", "/notes", ""),
                damage("a field more", false, "notes", "PUT", "/notes/_mapping" + (typed ? "/_doc" : ""), """
                        {"properties": {"more": {"type": "keyword"}}}"""),
                damage("another setting", false, "books", "PUT", "/books/_settings", "{\"max_result_window\": 20001}"),
                damage("an alias without its filter", false, "orders", "POST", "/_aliases", """
                        {"actions": [{"add": {"index": "orders", "alias": "of-ann", "routing": "ann"}}]}"""),
                damage("a lost alias", false, "library", "DELETE", "/books/_alias/library", ""),
                damage("another template", false, "logs", "PUT", "/_template/logs", """
                        {"index_patterns": ["logs-*"], "order": 4}"""),
                damage("a lost pipeline", false, "nothing", "DELETE", "/_ingest/pipeline/nothing", ""));
    }

    private Damage damage(String name, boolean seenByCount, String mentions, String method, String path, String body) {
        return new Damage(name, seenByCount, mentions, () -> {
            ask(method, path, body);
            ask("POST", "/_refresh", "");
        });
    }

    @Override
    public void kill() {
        server.kill().run();
    }

    @Override
    public void restart() {
        server.restart().run();
    }

    @Override
    public void close() {
        server.close().run();
    }

    /** Those of this name, of all that the server tells: it refuses to tell of none. */
    private ObjectNode named(String path, String name) {
        ObjectNode all = (ObjectNode) json(path);
        all.retain(name);
        return all;
    }

    /** From the state of the cluster: asked for pipelines where there are none, a server answers with an error. */
    private JsonNode pipeline() {
        for (JsonNode each :
                json("/_cluster/state/metadata?filter_path=metadata.ingest").at("/metadata/ingest/pipeline")) {
            if (each.path("id").asText().equals("nothing")) {
                return each;
            }
        }
        return MissingNode.getInstance();
    }

    private JsonNode json(String path) {
        try {
            return Json.mapper().readTree(ask("GET", path, ""));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON at " + path, e);
        }
    }

    private String ask(String method, String path, String body) {
        return server.talk().ask(method, path, body);
    }
}
