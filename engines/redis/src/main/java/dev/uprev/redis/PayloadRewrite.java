package dev.uprev.redis;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Makes payloads that a server reads of those that it does not. Redis and Valkey have the same values but for a few,
 * and only number their formats differently since they parted: most payloads need another version in their footer,
 * hashes with fields that expire and the newest streams need another encoding. For one thread.
 */
final class PayloadRewrite {
    /** Versions whose values every server of either product since reads: of 7.2, 7.0, 5.0 and 2.6. */
    static final List<Integer> COMMON = List.of(11, 10, 9, 6);

    /** The first versions of Redis and of Valkey that have hashes whose fields expire. */
    static final List<Integer> FIELD_EXPIRY = List.of(12, Payload.FIRST_VALKEY_VERSION);

    private static final int LAST_COMMON_TYPE = RdbType.STREAM_3;

    private final int common;
    private final OptionalInt fieldExpiry;
    private final RdbInput input = new RdbInput();
    private final RdbOutput output = new RdbOutput();
    private final ExpiringFields expiringFields = new ExpiringFields(input, output);
    private final OlderStream olderStream = new OlderStream(input, output);

    private PayloadRewrite(int common, OptionalInt fieldExpiry) {
        this.common = common;
        this.fieldExpiry = fieldExpiry;
    }

    /** For this server, which is asked for what it reads. */
    static PayloadRewrite of(RespConnection server) throws IOException {
        int common = PayloadFormat.firstOf(server, COMMON)
                .orElseThrow(() -> PayloadErrors.unknown(COMMON, "the target reads none of these versions of RDB"));
        return new PayloadRewrite(common, PayloadFormat.firstOf(server, FIELD_EXPIRY));
    }

    /**
     * Rewrites a payload that begins at 0. The result is the first {@link #size} bytes of {@link #bytes}, until the
     * next one is rewritten.
     *
     * @throws dev.uprev.error.UpgradeException {@code payload-unknown} when the target has no such value, and
     *     {@code payload-damaged}
     */
    void rewrite(byte[] bytes, int length) {
        Payload payload = Payload.of(bytes, 0, length);
        boolean expiring = IntStream.of(RdbType.HASH_METADATA, RdbType.HASH_LISTPACK_EX, RdbType.VALKEY_HASH_2)
                .anyMatch(type -> type == payload.type());
        if (payload.type() <= LAST_COMMON_TYPE) {
            output.begin(payload.type());
            output.raw(bytes, payload.start(), payload.end() - payload.start());
            output.end(common);
        } else if (expiring && fieldExpiry.isPresent()) {
            if (fieldExpiry.getAsInt() == Payload.FIRST_VALKEY_VERSION) {
                expiringFields.forValkey(bytes, payload);
            } else {
                expiringFields.forRedis(bytes, payload);
            }
            output.end(fieldExpiry.getAsInt());
        } else if (payload.type() == RdbType.STREAM_4 || payload.type() == RdbType.STREAM_5) {
            olderStream.write(bytes, payload);
            output.end(common);
        } else {
            throw PayloadErrors.unknown(
                    expiring ? "a hash with fields that expire" : "type " + payload.type() + " of RDB",
                    "the target has no such values");
        }
    }

    byte[] bytes() {
        return output.bytes();
    }

    int size() {
        return output.size();
    }
}
