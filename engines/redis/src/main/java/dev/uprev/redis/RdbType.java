package dev.uprev.redis;

/**
 * The type bytes of RDB values, each an encoding of one of the types that TYPE tells. From 22 on Redis and Valkey use
 * the same numbers for different things.
 *
 * @see <a href="https://github.com/redis/redis/blob/unstable/src/rdb.h">Redis' rdb.h</a>
 * @see <a href="https://github.com/valkey-io/valkey/blob/unstable/src/rdb.h">Valkey's rdb.h</a>
 */
final class RdbType {
    static final int STRING = 0;
    static final int LIST = 1;
    static final int SET = 2;
    /** Scores as text. */
    static final int ZSET = 3;

    static final int HASH = 4;
    /** Scores as eight bytes. */
    static final int ZSET_2 = 5;
    /** Modules of a release candidate of 4.0. */
    static final int MODULE = 6;

    static final int MODULE_2 = 7;
    static final int HASH_ZIPMAP = 9;
    static final int LIST_ZIPLIST = 10;
    static final int SET_INTSET = 11;
    static final int ZSET_ZIPLIST = 12;
    static final int HASH_ZIPLIST = 13;
    /** Since 3.2: a list of ziplists. */
    static final int LIST_QUICKLIST = 14;
    /** Since 5.0. */
    static final int STREAM = 15;
    /** This and the next three since 7.0. */
    static final int HASH_LISTPACK = 16;

    static final int ZSET_LISTPACK = 17;
    static final int LIST_QUICKLIST_2 = 18;
    static final int STREAM_2 = 19;
    /** This and the next since 7.2. */
    static final int SET_LISTPACK = 20;

    static final int STREAM_3 = 21;
    /** Since Valkey 9.0 a hash whose fields may expire; in Redis a format that only release candidates had. */
    static final int VALKEY_HASH_2 = 22;
    /** Since Redis 7.4: fields may expire. This and the next exist in Redis only. */
    static final int HASH_METADATA = 24;

    static final int HASH_LISTPACK_EX = 25;
    /** Since 8.6: knows which messages producers have sent already. */
    static final int STREAM_4 = 26;
    /** Since 8.8: pending entries that no consumer owns. */
    static final int STREAM_5 = 27;
    /** Not a type: what modules have attached to a key comes before its type (Redis 8.6 and newer). */
    static final int KEY_METADATA = 243;

    private RdbType() {}
}
