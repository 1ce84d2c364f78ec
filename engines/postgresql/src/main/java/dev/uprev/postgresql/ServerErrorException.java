package dev.uprev.postgresql;

import java.io.IOException;

/** The server has refused a statement. Unless the error is fatal, its connection can be used further. */
final class ServerErrorException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient ServerError error;

    ServerErrorException(ServerError error) {
        super(error.toString());
        this.error = error;
    }

    ServerError error() {
        return error;
    }
}
