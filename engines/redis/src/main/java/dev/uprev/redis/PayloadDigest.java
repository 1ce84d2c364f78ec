package dev.uprev.redis;

/**
 * Computes from a DUMP payload a digest of the value that is the same for every encoding and for every version of Redis
 * and Valkey. Lists and streams are hashed in their order, members of sets, sorted sets and hashes in any order.
 * Elements are hashed where they lie in the payload; only compressed strings and the result take memory.
 *
 * <p>A HyperLogLog is a string. Its bytes 8 to 15 are the estimate of the last PFCOUNT, lowest byte first, and the
 * highest bit of byte 15 says that it is out of date. PFCOUNT renews it, and it is a write: so the digest may change
 * without an element added. RESTORE takes over these bytes as they are.
 *
 * <p>It is used again for each payload. For one thread.
 */
final class PayloadDigest {
    private final RdbInput input = new RdbInput();
    private final Span span = new Span();
    private final Strings strings = new Strings(input);
    private final Ziplist ziplist = new Ziplist();
    private final Listpack listpack = new Listpack();
    private final Intset intset = new Intset();
    private final Zipmap zipmap = new Zipmap();
    private final ListDigest list = new ListDigest(input, span, strings, ziplist, listpack);
    private final MemberDigest members = new MemberDigest(input, span);
    private final StreamDigest stream = new StreamDigest(input, span, listpack);

    /**
     * Decodes a whole payload.
     *
     * @throws dev.uprev.error.UpgradeException {@code payload-damaged} when the CRC is not right or the value is not
     *     sound; {@code payload-unknown} when it is of a type that is not known here
     * @throws IndexOutOfBoundsException when the part is not inside the array
     */
    ValueDigest digest(byte[] bytes, int offset, int length) {
        Payload payload = Payload.of(bytes, offset, length);
        input.open(bytes, payload);
        ValueDigest digest = value(payload);
        if (!input.isAtEnd()) {
            throw PayloadErrors.damaged("there are bytes behind the value");
        }
        return digest;
    }

    /** As {@link #digest(byte[], int, int)}, without the fields of hashes that have expired by then. */
    ValueDigest digest(byte[] bytes, int offset, int length, long now) {
        members.leaveOutExpired(now);
        try {
            return digest(bytes, offset, length);
        } finally {
            members.leaveOutExpired(0);
        }
    }

    private ValueDigest value(Payload payload) {
        return switch (payload.type()) {
            case RdbType.STRING -> string();
            case RdbType.LIST -> list.of(plain(1));
            case RdbType.LIST_ZIPLIST -> list.of(ziplist());
            case RdbType.LIST_QUICKLIST -> list.ofZiplists();
            case RdbType.LIST_QUICKLIST_2 -> list.ofNodes();
            case RdbType.SET -> members.ofSet(plain(1));
            case RdbType.SET_INTSET -> members.ofSet(intset());
            case RdbType.SET_LISTPACK -> members.ofSet(listpack());
            case RdbType.ZSET -> members.ofScoredText();
            case RdbType.ZSET_2 -> members.ofScoredBinary();
            case RdbType.ZSET_ZIPLIST -> members.ofScored(ziplist());
            case RdbType.ZSET_LISTPACK -> members.ofScored(listpack());
            case RdbType.HASH -> members.ofHash(plain(2));
            case RdbType.HASH_ZIPMAP -> members.ofHash(zipmap());
            case RdbType.HASH_ZIPLIST -> members.ofHash(ziplist());
            case RdbType.HASH_LISTPACK -> members.ofHash(listpack());
            case RdbType.STREAM -> stream.of(1);
            case RdbType.STREAM_2 -> stream.of(2);
            case RdbType.STREAM_3 -> stream.of(3);
            case RdbType.MODULE, RdbType.MODULE_2 -> module();
            default -> payload.isValkey() ? valkeyValue(payload) : redisValue(payload);
        };
    }

    private ValueDigest redisValue(Payload payload) {
        return switch (payload.type()) {
            case RdbType.HASH_METADATA -> members.ofExpiringHash();
            case RdbType.HASH_LISTPACK_EX -> {
                input.int64(); // the earliest expiry, which the fields have too
                yield members.ofExpiringHash(listpack());
            }
            case RdbType.STREAM_4 -> stream.of(4);
            case RdbType.STREAM_5 -> stream.of(5);
            case RdbType.KEY_METADATA ->
                throw PayloadErrors.unknown(payload.type(), "a module has attached data to the key");
            default -> throw unknown(payload, "Redis");
        };
    }

    private ValueDigest valkeyValue(Payload payload) {
        if (payload.type() == RdbType.VALKEY_HASH_2) {
            return members.ofValkeyExpiringHash();
        }
        throw unknown(payload, "Valkey");
    }

    private static RuntimeException unknown(Payload payload, String flavour) {
        return PayloadErrors.unknown(
                payload.type(), "this type of " + flavour + "'s RDB version " + payload.rdbVersion() + " is not known");
    }

    private ValueDigest string() {
        input.string(span);
        return ValueDigest.of(ValueType.STRING, 1, span.hash(ValueType.STRING.seed()));
    }

    /** Nobody but the module knows its format: the bytes count as they are. */
    private ValueDigest module() {
        long hash = input.hashOfRest(ValueType.MODULE.seed());
        return ValueDigest.of(ValueType.MODULE, 1, hash);
    }

    private Elements plain(int stringsOfElement) {
        strings.open((long) stringsOfElement * input.count());
        return strings;
    }

    private Elements ziplist() {
        input.string(span);
        ziplist.open(span);
        return ziplist;
    }

    private Elements listpack() {
        input.string(span);
        listpack.open(span);
        return listpack;
    }

    private Elements intset() {
        input.string(span);
        intset.open(span);
        return intset;
    }

    private Elements zipmap() {
        input.string(span);
        zipmap.open(span);
        return zipmap;
    }
}
