package dev.uprev.postgresql;

import dev.uprev.digest.ContentDigest;
import java.util.Optional;

/** What the parts of a table that were read come to. Thread-safe. */
final class ReadSum {
    private final ContentDigest digest = new ContentDigest();
    private long rows;
    private Optional<String> refusal = Optional.empty();

    /** Adds a part whose rows were only counted. */
    synchronized void add(long count) {
        rows += count;
    }

    /** Adds a part. */
    synchronized void add(ContentDigest part) {
        rows += part.count();
        digest.combine(part);
    }

    /** The server does not let it be read, for this reason. */
    synchronized void refuse(String reason) {
        refusal = Optional.of(reason);
    }

    synchronized long rows() {
        return rows;
    }

    synchronized Optional<String> refusal() {
        return refusal;
    }

    /** Whether both have the same rows; where they were only counted, as many. */
    boolean isSame(ReadSum other) {
        ContentDigest theirs = other.digest();
        long count = other.rows();
        synchronized (this) {
            return rows == count && digest.equals(theirs);
        }
    }

    /** The digest of all parts; of none where rows were only counted. */
    synchronized ContentDigest digest() {
        ContentDigest copy = new ContentDigest();
        copy.combine(digest);
        return copy;
    }
}
