package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.uprev.error.UpgradeException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The answer to a search, read while it comes in; documents are handed on byte for byte. For one thread.
 *
 * <p>In it, the failed shards stand before the hits, and of a hit all that tells of it before its {@code _source}.
 */
final class SearchAnswer {
    private final JsonInput json;
    private final Documents documents;
    private JsonNode shards = MissingNode.getInstance();
    private boolean timedOut;
    private long total;
    private long hits;
    private String scroll = "";

    private SearchAnswer(JsonInput json, Documents documents) {
        this.json = json;
        this.documents = documents;
    }

    /** Gets the documents of an answer. */
    interface Documents extends JsonInput.Taker {
        /**
         * Before the first document.
         *
         * @param total how many the search has found
         * @return whether they are wanted
         */
        default boolean wants(long total) {
            return true;
        }

        /** A document whose source comes next. */
        void begin(Document document) throws IOException;

        void end() throws IOException;

        /** A document has no source. */
        void sourceless(Document document) throws IOException;
    }

    /**
     * What was read.
     *
     * @param total how many documents the search has found
     * @param hits how many of them were in this answer
     * @param scroll the place to go on at, where one was asked for
     */
    record Page(long total, long hits, String scroll) {}

    /**
     * Reads it all.
     *
     * @throws UpgradeException {@code search-incomplete} where a shard has failed or the server gave up
     */
    static Page read(InputStream body, Documents documents) throws IOException {
        SearchAnswer answer = new SearchAnswer(new JsonInput(body), documents);
        answer.read();
        return new Page(answer.total, answer.hits, answer.scroll);
    }

    private void read() throws IOException {
        json.require('{');
        boolean found = false;
        for (String name = json.member(); !name.isEmpty(); name = json.member()) {
            switch (name) {
                case "_scroll_id" -> scroll = json.string();
                case "timed_out" -> timedOut = json.tree().asBoolean();
                case "_shards" -> shards = json.tree();
                case "hits" -> {
                    found = true;
                    requireWhole();
                    hits();
                }
                default -> json.skip();
            }
        }
        if (!found) {
            throw new JsonInputException("the answer to a search has no hits in it");
        }
        requireWhole();
    }

    private void requireWhole() {
        if (timedOut || shards.path("failed").asLong() > 0) {
            throw UpgradeException.failed("search-incomplete", "the server did not look at all documents")
                    .seen(timedOut ? "timed_out" : shards.path("failures").toString())
                    .why("a shard of the index cannot be read, or not in time")
                    .fix("see GET /_cluster/health and the server's log, then resume");
        }
    }

    private void hits() throws IOException {
        json.require('{');
        for (String name = json.member(); !name.isEmpty(); name = json.member()) {
            if (name.equals("total")) {
                JsonNode found = json.tree();
                total = found.isObject() ? found.path("value").asLong() : found.asLong();
            } else if (name.equals("hits") && documents.wants(total)) {
                json.require('[');
                while (json.element()) {
                    hit();
                    hits++;
                }
            } else {
                json.skip();
            }
        }
    }

    private void hit() throws IOException {
        String id = "";
        long version = Document.NO_VERSION;
        Optional<String> routing = Optional.empty();
        Optional<String> parent = Optional.empty();
        boolean hasSource = false;
        json.require('{');
        for (String name = json.member(); !name.isEmpty(); name = json.member()) {
            switch (name) {
                case "_id" -> id = json.string();
                case "_version" -> version = json.number();
                case "_routing" -> routing = Optional.of(json.string());
                case "_parent" -> parent = Optional.of(json.string());
                case "_source" -> {
                    hasSource = true;
                    documents.begin(new Document(id, version, routing, parent));
                    json.copy(documents);
                    documents.end();
                }
                default -> json.skip();
            }
        }
        if (!hasSource) {
            documents.sourceless(new Document(id, version, routing, parent));
        }
    }
}
