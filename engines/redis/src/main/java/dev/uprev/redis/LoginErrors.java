package dev.uprev.redis;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Instance;
import dev.uprev.model.TlsSettings;
import dev.uprev.net.NetworkErrors;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;

/** Errors of servers that let nobody in. */
final class LoginErrors {
    private LoginErrors() {}

    /** Whether the server closes the connection with these words, whatever was asked. */
    static boolean isFinal(Reply.Failure failure) {
        return failure.code().equals("DENIED") || isTooMany(failure);
    }

    private static boolean isTooMany(Reply.Failure failure) {
        return failure.message().contains("max number of clients");
    }

    /**
     * What a server has said to a login.
     *
     * @return {@code server-starting}, {@code too-many-clients} or {@code login-refused}
     */
    static UpgradeException refused(String failed, Instance instance, Reply.Failure failure) {
        UpgradeException.Builder error = UpgradeException.failed("login-refused", failed)
                .seen(failure.message().replaceFirst("\\. .*", ""));
        if (failure.code().equals("LOADING")) {
            return UpgradeException.failed("server-starting", failed)
                    .seen(failure.message())
                    .why("the server is still reading its data from disk")
                    .fix("wait until it has, and try again");
        }
        if (isTooMany(failure)) {
            return UpgradeException.failed("too-many-clients", failed)
                    .seen(failure.message())
                    .why("it has as many connections as maxclients allows")
                    .fix("raise maxclients by CONFIG SET, or close what CLIENT LIST shows and nobody needs");
        }
        if (failure.code().equals("DENIED")) {
            return error.why(
                            "it is in protected mode: it has no password, and takes connections of its own machine only")
                    .fix("give it a password, or set protected-mode no where nobody else can reach it");
        }
        if (instance.user().isPresent() && failure.message().contains("wrong number of arguments")) {
            return error.why("a server of this release has no users, but one password for everybody")
                    .fix("take the user out of the instance, and leave the password");
        }
        return error.why(instance.user().map(user -> "user \"" + user + "\"").orElse("the default user")
                        + " may not log in"
                        + (instance.password().isEmpty() ? ", and no password is configured" : ""))
                .fix("check the user, and the password that "
                        + instance.password().map(Object::toString).orElse("env:NAME or file:PATH") + " refers to");
    }

    /** A server that takes connections and closes them without a word, or whose words were lost. */
    static UpgradeException cutOff(String failed, Instance instance, IOException error) {
        boolean closed = error instanceof EOFException || error instanceof SocketException;
        if (!closed || instance.tls().mode() != TlsSettings.Mode.DISABLED) {
            return NetworkErrors.explain(failed, instance, error);
        }
        return UpgradeException.failed("login-cut-off", failed)
                .seen(String.valueOf(error.getMessage()))
                .why("the server has closed the connection: it may take connections with TLS only, or no more of them,"
                        + " or be no Redis at all")
                .cause(error)
                .fix("check host and port, whether it wants TLS (tls-port), its maxclients, and its log");
    }
}
