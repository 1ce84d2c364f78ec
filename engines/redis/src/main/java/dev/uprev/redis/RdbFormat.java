package dev.uprev.redis;

import java.io.IOException;

/**
 * The format in which a server writes its data: the number is in its RDB files and behind each DUMP payload.
 *
 * @param flavour which product writes it
 * @param number 6 of Redis 2.8, 80 of Valkey 9
 */
record RdbFormat(Flavour flavour, int number) {
    private static final int FIRST_OF_REDIS_ONLY = 12;

    /**
     * As {@link RdbVersion} finds out. Of a release that is too new to be known and has no small key to show, it is the
     * first of the formats that are its product's own.
     */
    static RdbFormat of(RespConnection server, ServerInfo info) throws IOException {
        int usual = info.flavour() == Flavour.VALKEY ? Payload.FIRST_VALKEY_VERSION : FIRST_OF_REDIS_ONLY;
        return new RdbFormat(info.flavour(), RdbVersion.of(server, info).orElse(usual));
    }

    /** Whether Valkey does not read it. */
    boolean isOfRedisOnly() {
        return number >= FIRST_OF_REDIS_ONLY && number < Payload.FIRST_VALKEY_VERSION;
    }

    /** The first bytes of an RDB file. */
    String magic() {
        return number >= Payload.FIRST_VALKEY_VERSION
                ? String.format("VALKEY%03d", number)
                : String.format("REDIS%04d", number);
    }
}
