package dev.uprev.redis;

import dev.uprev.model.Version;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The version that a server writes into the footer of its DUMP payloads: seen in the payload of a small key, or known
 * of its release where there is none.
 */
final class RdbVersion {
    private static final int SMALL = 64 << 10;
    private static final int KEYS = 20;

    /** From which release on, as of the sources ({@code rdb.h}); an even newer one has to show it. */
    private static final TreeMap<Version, Integer> REDIS = new TreeMap<>(Map.of(
            Version.parse("2.6"), 6,
            Version.parse("3.2"), 7,
            Version.parse("4.0"), 8,
            Version.parse("5.0"), 9,
            Version.parse("7.0"), 10,
            Version.parse("7.2"), 11,
            Version.parse("7.4"), 12));

    private static final Version LAST_KNOWN = Version.parse("8.2");
    private static final Version VALKEY_9 = Version.parse("9");
    private static final Version VALKEY_AFTER = Version.parse("9.2");
    private static final int OLD_VALKEY = 11;

    private RdbVersion() {}

    /**
     * Looks at a server, which has to hold data.
     *
     * @param server with database 0 selected, and after that another one perhaps
     */
    static OptionalInt of(RespConnection server, ServerInfo info) throws IOException {
        if (!info.keys().isEmpty() && mayLook(server, info)) {
            int database = info.keys().firstKey();
            if (database == 0 || !(server.call("SELECT", database) instanceof Reply.Failure)) {
                OptionalInt seen = seen(server);
                if (seen.isPresent()) {
                    return seen;
                }
            }
        }
        return known(info.flavour(), info.version());
    }

    /** Not where the look would count as a use of keys, by which they are thrown out. */
    private static boolean mayLook(RespConnection server, ServerInfo info) throws IOException {
        return info.recency() == Recency.NONE
                || (info.knowsNoTouch() && !(server.call("CLIENT", "NO-TOUCH", "ON") instanceof Reply.Failure));
    }

    private static OptionalInt seen(RespConnection server) throws IOException {
        for (Reply key : server.call("SCAN", 0, "COUNT", KEYS).list().stream()
                .skip(1)
                .flatMap(keys -> keys.list().stream())
                .toList()) {
            byte[] name = key.content();
            if (isSmall(server, name) && server.call("DUMP", name) instanceof Reply.Text payload) {
                return OptionalInt.of(
                        Payload.of(payload.bytes(), 0, payload.bytes().length).rdbVersion());
            }
        }
        return OptionalInt.empty();
    }

    /** Of what is no string, releases before 4 do not tell the size. */
    private static boolean isSmall(RespConnection server, byte[] key) throws IOException {
        Reply size = server.call("STRLEN", key);
        if (size instanceof Reply.Failure) {
            size = server.call("MEMORY", "USAGE", key);
        }
        return size instanceof Reply.Whole bytes && bytes.value() <= SMALL;
    }

    static OptionalInt known(Flavour flavour, Version version) {
        if (flavour == Flavour.VALKEY) {
            return version.isOlderThan(VALKEY_9)
                    ? OptionalInt.of(OLD_VALKEY)
                    : version.isOlderThan(VALKEY_AFTER)
                            ? OptionalInt.of(Payload.FIRST_VALKEY_VERSION)
                            : OptionalInt.empty();
        }
        Map.Entry<Version, Integer> since = REDIS.floorEntry(version);
        return since == null || !version.isOlderThan(LAST_KNOWN)
                ? OptionalInt.empty()
                : OptionalInt.of(since.getValue());
    }
}
