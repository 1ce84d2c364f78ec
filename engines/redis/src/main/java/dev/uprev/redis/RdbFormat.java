package dev.uprev.redis;

import dev.uprev.model.Version;
import java.io.IOException;

/**
 * The format in which a server writes its data: the number is in its RDB files and behind each DUMP payload.
 *
 * @param flavour which product writes it
 * @param number 6 of Redis 2.8, 80 of Valkey 9
 */
record RdbFormat(Flavour flavour, int number) {
    /** The last that both products have in common. */
    private static final int LAST_COMMON = 11;
    /** From here on it is Valkey's own, and named after it. */
    private static final int FIRST_OF_VALKEY = 80;

    private static final int FOOTER = 10;

    /**
     * Looks at a payload; where there is no key, at what is known of the release. Expects database 0 and leaves it so.
     */
    static RdbFormat of(RespConnection server, ServerInfo info) throws IOException {
        for (int database : info.keys().keySet()) {
            server.call("SELECT", database);
            if (server.call("RANDOMKEY") instanceof Reply.Text key
                    && server.call("DUMP", key.bytes()) instanceof Reply.Text payload) {
                server.call("SELECT", 0);
                byte[] bytes = payload.bytes();
                return new RdbFormat(info.flavour(), LittleEndian.int16(bytes, bytes.length - FOOTER) & 0xffff);
            }
        }
        server.call("SELECT", 0);
        return new RdbFormat(info.flavour(), usual(info));
    }

    private static int usual(ServerInfo info) {
        if (info.flavour() == Flavour.VALKEY) {
            return isBefore(info, "9.0") ? LAST_COMMON : FIRST_OF_VALKEY;
        }
        if (isBefore(info, "7.0")) {
            return isBefore(info, "3.2") ? 6 : isBefore(info, "4.0") ? 7 : isBefore(info, "5.0") ? 8 : 9;
        }
        return isBefore(info, "7.2") ? 10 : isBefore(info, "7.4") ? LAST_COMMON : isBefore(info, "8.6") ? 12 : 13;
    }

    private static boolean isBefore(ServerInfo info, String line) {
        return info.version().isOlderThan(Version.parse(line));
    }

    /** Whether Valkey does not read it. */
    boolean isOfRedisOnly() {
        return number > LAST_COMMON && number < FIRST_OF_VALKEY;
    }

    /** The first bytes of an RDB file. */
    String magic() {
        return number >= FIRST_OF_VALKEY ? String.format("VALKEY%03d", number) : String.format("REDIS%04d", number);
    }
}
