package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a cluster has answered.
 *
 * @param status of HTTP
 * @param body missing where it is no JSON
 */
record Answer(int status, JsonNode body) {
    boolean isSuccess() {
        return status < 300;
    }

    boolean isNotFound() {
        return status == 404;
    }

    /** The server's own words about what is wrong; the innermost reason too, which often is the only helpful one. */
    String error() {
        JsonNode error = body.path("error");
        if (!error.isObject()) {
            return "HTTP status " + status + (error.isTextual() ? ": " + error.asText() : "");
        }
        String text = text(error);
        JsonNode cause = error.path("caused_by");
        while (cause.path("caused_by").isObject()) {
            cause = cause.path("caused_by");
        }
        return cause.isObject() && !text.contains(cause.path("reason").asText())
                ? text + "; caused by " + text(cause)
                : text;
    }

    /** The kind of the error, such as {@code mapper_parsing_exception}; empty where there is none. */
    String errorType() {
        return body.path("error").path("type").asText();
    }

    private static String text(JsonNode error) {
        return error.path("type").asText() + ": " + error.path("reason").asText();
    }
}
