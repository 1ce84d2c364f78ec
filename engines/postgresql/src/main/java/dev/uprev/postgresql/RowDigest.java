package dev.uprev.postgresql;

import dev.uprev.digest.ContentDigest;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Divides COPY data into rows and takes them into a {@link ContentDigest}. The data may come in parts of any size,
 * whatever rows, messages or frames they had; a row of any size passes through without being held. For one thread.
 */
abstract sealed class RowDigest permits BinaryRowDigest, LineDigest, FloatLineDigest {
    private final ContentDigest digest = new ContentDigest();
    private @Nullable LongConsumer observer;

    /**
     * Takes the next bytes.
     *
     * @return how many of them belong to rows; the rest, which is the end mark of binary COPY, does not
     * @throws IllegalArgumentException when they cannot be rows
     */
    abstract int update(byte[] bytes, int offset, int length);

    /** Whether the data end where a row ends. */
    abstract boolean isBetweenRows();

    /** Gives the hash of every further row to this consumer too, in the order of the rows. */
    final void observe(LongConsumer consumer) {
        observer = consumer;
    }

    /** Adds a row that is complete. */
    final void add(long hash) {
        digest.add(hash);
        if (observer != null) {
            observer.accept(hash);
        }
    }

    /** The digest of all rows that are complete; the same object always. */
    final ContentDigest digest() {
        return digest;
    }
}
