package dev.uprev.secret;

import java.util.Optional;

/** Stands in for an exception whose text held a secret. */
final class RedactedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RedactedException(String originalType, String message, Optional<Throwable> cause) {
        super(originalType + ": " + message, cause.orElse(null));
    }
}
