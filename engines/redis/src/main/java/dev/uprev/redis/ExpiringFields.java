package dev.uprev.redis;

/**
 * Writes a hash whose fields expire, in whichever of the three encodings it comes, in the one that another product
 * reads. For one thread.
 */
final class ExpiringFields {
    private final RdbInput input;
    private final RdbOutput output;
    private final Span field = new Span();
    private final Listpack listpack = new Listpack();

    ExpiringFields(RdbInput input, RdbOutput output) {
        this.input = input;
        this.output = output;
    }

    /** What is done with a field; what it is given is valid until it returns. */
    @FunctionalInterface
    private interface Target {
        /** @param expiry in milliseconds since 1970; 0 for never */
        void field(byte[] name, byte[] value, long expiry);
    }

    /**
     * Writes it for Redis: the earliest expiry, then each field behind its own, which counts from the earliest as 1.
     */
    void forRedis(byte[] bytes, Payload payload) {
        long[] earliest = {Long.MAX_VALUE};
        long[] count = {0};
        each(bytes, payload, (name, value, expiry) -> {
            earliest[0] = Math.min(earliest[0], expiry == 0 ? Long.MAX_VALUE : expiry);
            count[0]++;
        });
        if (earliest[0] == Long.MAX_VALUE) {
            output.begin(RdbType.HASH);
            output.length(count[0]);
            each(bytes, payload, (name, value, expiry) -> {
                string(name);
                string(value);
            });
            return;
        }
        output.begin(RdbType.HASH_METADATA);
        output.int64(earliest[0]);
        output.length(count[0]);
        each(bytes, payload, (name, value, expiry) -> {
            output.length(expiry == 0 ? 0 : expiry - earliest[0] + 1);
            string(name);
            string(value);
        });
    }

    /** Writes it for Valkey: each field with its expiry behind it, or -1. */
    void forValkey(byte[] bytes, Payload payload) {
        long[] count = {0};
        each(bytes, payload, (name, value, expiry) -> count[0]++);
        output.begin(RdbType.VALKEY_HASH_2);
        output.length(count[0]);
        each(bytes, payload, (name, value, expiry) -> {
            string(name);
            string(value);
            output.int64(expiry == 0 ? -1 : expiry);
        });
    }

    private void string(byte[] text) {
        output.length(text.length);
        output.raw(text, 0, text.length);
    }

    private void each(byte[] bytes, Payload payload, Target target) {
        input.open(bytes, payload);
        switch (payload.type()) {
            case RdbType.VALKEY_HASH_2 -> {
                for (int left = input.count(); left > 0; left--) {
                    byte[] name = text();
                    target.field(name, text(), Math.max(0, input.int64()));
                }
            }
            case RdbType.HASH_METADATA -> {
                long earliest = input.int64();
                for (int left = input.count(); left > 0; left--) {
                    long expiry = input.length();
                    byte[] name = text();
                    target.field(name, text(), expiry == 0 ? 0 : earliest + expiry - 1);
                }
            }
            default -> {
                input.int64(); // the earliest expiry, which the fields have too
                input.string(field);
                listpack.open(field);
                while (listpack.next(field)) {
                    byte[] name = field.copy();
                    listpack.require(field);
                    byte[] value = field.copy();
                    listpack.require(field);
                    target.field(name, value, field.number());
                }
            }
        }
    }

    private byte[] text() {
        input.string(field);
        return field.copy();
    }
}
