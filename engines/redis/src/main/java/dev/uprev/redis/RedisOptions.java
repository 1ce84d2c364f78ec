package dev.uprev.redis;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.plan.PlanContext;

/** Options of a request that only this engine knows. */
final class RedisOptions {
    /** What a key must take in memory, in bytes, to be moved in pieces. */
    static final String LARGE_KEY_BYTES = "large-key-bytes";

    private static final long DEFAULT_LARGE_KEY_BYTES = 64L << 20;

    private RedisOptions() {}

    /** Whether any key can be that large, by what was seen of the source. */
    static boolean hasLargeKeys(PlanContext context) {
        return new RedisFacts(context.source()).measure(RedisFacts.USED_MEMORY) > largeKeyBytes(context.request());
    }

    /**
     * See {@link #LARGE_KEY_BYTES}; 64 MiB where the request does not say.
     *
     * @throws UpgradeException {@code option-invalid} when it is no number from 1 on
     */
    static long largeKeyBytes(UpgradeRequest request) {
        String text = request.option(LARGE_KEY_BYTES).orElse(String.valueOf(DEFAULT_LARGE_KEY_BYTES));
        if (!text.matches("[1-9]\\d{0,11}")) {
            throw UpgradeException.failed("option-invalid", "cannot use the option " + LARGE_KEY_BYTES)
                    .seen(text)
                    .why("it must be a number of bytes, 1 or more")
                    .fix("give it as in " + LARGE_KEY_BYTES + "=" + DEFAULT_LARGE_KEY_BYTES);
        }
        return Long.parseLong(text);
    }
}
