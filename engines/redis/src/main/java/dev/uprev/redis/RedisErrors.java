package dev.uprev.redis;

import dev.uprev.error.UpgradeException;
import java.util.Locale;

/** Errors of servers that are logged in to, for users. */
final class RedisErrors {
    private RedisErrors() {}

    /**
     * Refuses a reply that is an error.
     *
     * @throws UpgradeException as {@link #refused}
     */
    static void require(boolean expected, String command, RespReader replies) {
        if (!expected) {
            throw refused(command, new Reply.Failure(replies.text()));
        }
    }

    /** A reply that is no error. */
    static Reply require(String command, Reply reply) {
        if (reply instanceof Reply.Failure failure) {
            throw refused(command, failure);
        }
        return reply;
    }

    /**
     * What a server has refused.
     *
     * @param command its name, and perhaps what it was about, without any secret
     * @return {@code out-of-memory}, {@code privilege-missing}, {@code payload-incompatible}, {@code server-read-only},
     *     {@code server-starting}, {@code cluster-changed} or {@code command-refused}
     */
    static UpgradeException refused(String command, Reply.Failure failure) {
        String failed = "the server refuses " + command;
        return switch (failure.code()) {
            case "OOM" ->
                UpgradeException.failed("out-of-memory", failed)
                        .seen(failure.message())
                        .why("its memory is full, and maxmemory does not let it take more")
                        .fix("raise maxmemory, or take a bigger server; then resume");
            case "NOPERM" ->
                UpgradeException.failed("privilege-missing", failed)
                        .seen(failure.message())
                        .why("the access control list of the user does not allow it")
                        .fix("ACL SETUSER ... +"
                                + command.replaceFirst(" .*", "").toLowerCase(Locale.ROOT) + " ~*");
            case "READONLY" ->
                UpgradeException.failed("server-read-only", failed)
                        .seen(failure.message())
                        .why("it is a replica")
                        .fix("give the address of the primary");
            case "LOADING" ->
                UpgradeException.failed("server-starting", failed)
                        .seen(failure.message())
                        .why("the server is still reading its data from disk")
                        .fix("wait until it has, and resume");
            case "MOVED", "ASK", "TRYAGAIN", "CLUSTERDOWN" -> clusterChanged(failed, failure.message());
            default -> other(failed, failure);
        };
    }

    /** Slots of a cluster are not where they were. */
    static UpgradeException clusterChanged(String failed, String seen) {
        return UpgradeException.failed("cluster-changed", failed)
                .seen(seen)
                .why("slots of the cluster went from one server to another meanwhile, and keys with them")
                .fix("let the cluster come to rest, then resume: what is in doubt is moved anew");
    }

    private static UpgradeException other(String failed, Reply.Failure failure) {
        if (failure.message().contains("DUMP payload version")) {
            return UpgradeException.failed("payload-incompatible", failed)
                    .seen(failure.message())
                    .why("the target does not read the format in which the source keeps values")
                    .fix("take a target of the same product and of a newer release");
        }
        return UpgradeException.failed("command-refused", failed)
                .seen(failure.message())
                .why(
                        failure.isUnknownCommand()
                                ? "the command is renamed or switched off on this server, or it is too old for it"
                                : "see its words")
                .fix("see rename-command in its configuration");
    }
}
