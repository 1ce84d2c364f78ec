package dev.uprev.elasticsearch;

import java.io.IOException;

/** What should be JSON is not, or not such as was asked for. */
final class JsonInputException extends IOException {
    private static final long serialVersionUID = 1L;

    JsonInputException(String message) {
        super(message);
    }
}
