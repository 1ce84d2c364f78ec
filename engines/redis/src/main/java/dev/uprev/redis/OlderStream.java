package dev.uprev.redis;

/**
 * Writes a stream of 8.6 or newer as 7.2 did: without what idempotent producers have sent, which is kept for minutes
 * only. For one thread.
 */
final class OlderStream {
    private static final int ID_BYTES = 16;

    private final RdbInput input;
    private final RdbOutput output;
    private byte[] bytes = {};
    private int copied;

    OlderStream(RdbInput input, RdbOutput output) {
        this.input = input;
        this.output = output;
    }

    /**
     * Writes it.
     *
     * @throws dev.uprev.error.UpgradeException {@code payload-unknown} when entries are pending that no consumer owns,
     *     which older servers do not know
     */
    void write(byte[] from, Payload payload) {
        bytes = from;
        copied = payload.start();
        input.open(from, payload);
        output.begin(RdbType.STREAM_3);
        for (int nodes = input.count(); nodes > 0; nodes--) {
            input.skipString();
            input.skipString();
        }
        // The number of entries, and the last, first and largest deleted id of two numbers each; what was ever added.
        for (int numbers = 1 + 3 * 2 + 1; numbers > 0; numbers--) {
            input.length();
        }
        for (int groups = input.count(); groups > 0; groups--) {
            group();
            if (payload.type() == RdbType.STREAM_5) {
                cutOwnerless();
            }
        }
        copy();
    }

    private void group() {
        input.skipString();
        input.length(); // the last id that was delivered, of two numbers
        input.length();
        input.length(); // how many entries it has read
        for (int pending = input.count(); pending > 0; pending--) {
            input.skip(ID_BYTES + Long.BYTES);
            input.length();
        }
        for (int consumers = input.count(); consumers > 0; consumers--) {
            input.skipString();
            input.skip(2 * Long.BYTES);
            input.skip(Math.multiplyExact(input.count(), ID_BYTES));
        }
    }

    private void cutOwnerless() {
        copy();
        int ownerless = input.count();
        if (ownerless > 0) {
            throw PayloadErrors.unknown(
                    ownerless + " pending entries", "no consumer owns them, which the target does not know");
        }
        copied = input.position();
    }

    private void copy() {
        output.raw(bytes, copied, input.position() - copied);
        copied = input.position();
    }
}
