package dev.uprev.elasticsearch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.json.Json;
import java.util.Optional;
import org.apache.http.HttpEntity;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.entity.NByteArrayEntity;

/**
 * A request to a cluster.
 *
 * @param method {@code GET}, {@code POST}, {@code PUT} or {@code DELETE}
 * @param path with its query; names in it encoded by {@link Paths}
 * @param body absent where there is none
 */
record Call(String method, String path, Optional<HttpEntity> body) {
    /** The oldest and the newest releases take this one alone, without a version in it. */
    private static final ContentType LINES = ContentType.create("application/x-ndjson");

    static Call get(String path) {
        return new Call("GET", path, Optional.empty());
    }

    static Call of(String method, String path) {
        return new Call(method, path, Optional.empty());
    }

    static Call json(String method, String path, JsonNode body) {
        try {
            byte[] bytes = Json.mapper().writeValueAsBytes(body);
            return new Call(method, path, Optional.of(new NByteArrayEntity(bytes, ContentType.APPLICATION_JSON)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write JSON", e);
        }
    }

    /** Lines of JSON, each with its end; the array must not change before the answer is there. */
    static Call lines(String path, byte[] bytes, int length) {
        return new Call("POST", path, Optional.of(new NByteArrayEntity(bytes, 0, length, LINES)));
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
