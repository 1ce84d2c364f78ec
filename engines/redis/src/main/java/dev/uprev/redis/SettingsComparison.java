package dev.uprev.redis;

import dev.uprev.compat.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Settings by which the target will behave otherwise than the source did. They are told, never changed. */
final class SettingsComparison {
    /** The new name first; what a release calls it, it knows by that name. */
    private record Setting(boolean matters, List<String> names) {
        static Setting matters(String... names) {
            return new Setting(true, List.of(names));
        }

        static Setting encoding(String type, String what) {
            return new Setting(false, List.of(type + "-max-listpack-" + what, type + "-max-ziplist-" + what));
        }

        static Setting other(String name) {
            return new Setting(false, List.of(name));
        }
    }

    private static final String PASSWORD = "requirepass";

    private static final List<Setting> SETTINGS = List.of(
            Setting.matters("maxmemory"),
            Setting.matters("maxmemory-policy"),
            Setting.matters("databases"),
            Setting.matters("notify-keyspace-events"),
            Setting.matters("appendonly"),
            Setting.matters("appendfsync"),
            Setting.matters("save"),
            Setting.matters("timeout"),
            Setting.matters("maxclients"),
            Setting.matters("proto-max-bulk-len"),
            Setting.matters("acl-pubsub-default"),
            Setting.matters("min-replicas-to-write", "min-slaves-to-write"),
            Setting.encoding("hash", "entries"),
            Setting.encoding("hash", "value"),
            Setting.encoding("zset", "entries"),
            Setting.encoding("zset", "value"),
            Setting.encoding("list", "size"),
            Setting.other("set-max-intset-entries"),
            Setting.other("set-max-listpack-entries"),
            Setting.other("hll-sparse-max-bytes"),
            Setting.other("stream-node-max-entries"),
            Setting.other("activedefrag"),
            Setting.other("active-expire-effort"),
            Setting.other("lazyfree-lazy-eviction"),
            Setting.other("lazyfree-lazy-expire"),
            Setting.other("lazyfree-lazy-server-del"),
            Setting.other("lazyfree-lazy-user-del"),
            Setting.other("lazyfree-lazy-user-flush"),
            Setting.other("lua-time-limit"),
            Setting.other("slowlog-log-slower-than"),
            Setting.other("tcp-keepalive"));

    private SettingsComparison() {}

    static List<Finding> findings(RespConnection source, RespConnection target) throws IOException {
        for (RespConnection server : List.of(source, target)) {
            if (server.call("CONFIG", "GET", "databases") instanceof Reply.Failure failure) {
                return List.of(Finding.info(
                        "settings-not-compared",
                        "CONFIG GET: " + failure.message(),
                        "the settings of source and target cannot be compared",
                        "compare them by yourself, such as notify-keyspace-events and timeout"));
            }
        }
        List<String> important = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (Setting setting : SETTINGS) {
            Optional<String> here = value(source, setting.names());
            Optional<String> there = value(target, setting.names());
            if (here.isPresent() && there.isPresent() && !here.equals(there)) {
                (setting.matters() ? important : others)
                        .add(setting.names().get(0) + " \"" + here.get() + "\" -> \"" + there.get() + "\"");
            }
        }
        // Of the password itself nothing may be said.
        if (!value(source, List.of(PASSWORD)).orElse("").isEmpty()
                && value(target, List.of(PASSWORD)).orElse("").isEmpty()) {
            important.add(PASSWORD + " set -> not set");
        }
        List<Finding> findings = new ArrayList<>();
        if (!important.isEmpty()) {
            findings.add(Finding.warning(
                    "settings-differ",
                    String.join(", ", important),
                    "with these settings the target behaves otherwise than the source",
                    "see whether that is meant; else set them on the target by CONFIG SET and in its configuration"));
        }
        if (!others.isEmpty()) {
            findings.add(Finding.info(
                    "tuning-differs",
                    String.join(", ", others),
                    "with these settings the target may need other memory and time than the source",
                    ""));
        }
        return findings;
    }

    private static Optional<String> value(RespConnection server, List<String> names) throws IOException {
        for (String name : names) {
            List<Reply> reply = server.call("CONFIG", "GET", name).list();
            if (reply.size() == 2) {
                return Optional.of(reply.get(1).toString());
            }
        }
        return Optional.empty();
    }
}
