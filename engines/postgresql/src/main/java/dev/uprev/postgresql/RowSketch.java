package dev.uprev.postgresql;

import java.util.Map;
import java.util.Optional;

/**
 * Sketches of the rows of a table: one of all, others of ever smaller samples, so that some can be listed whatever
 * number differs. About 2 MiB. For one thread.
 */
final class RowSketch {
    private static final int LEVELS = 8;
    private static final int BITS = 4;
    private static final int CELLS_OF_ALL = 16_384;
    private static final int CELLS_OF_SAMPLE = 1_024;

    private final HashSketch[] levels = new HashSketch[LEVELS];

    RowSketch() {
        for (int level = 0; level < LEVELS; level++) {
            levels[level] = new HashSketch(level == 0 ? CELLS_OF_ALL : CELLS_OF_SAMPLE);
        }
    }

    /**
     * The rows of which two tables do not have the same number.
     *
     * @param level which sample they are of; 0 for all
     * @param more how many more one side has, by the member that stands for the row
     */
    record Listed(int level, Map<Long, Long> more) {
        /** One of so many rows is in the sample. */
        long scale() {
            return 1L << (BITS * level);
        }
    }

    /**
     * Adds a row.
     *
     * @param hash of all of it
     * @param sampling of its key, where it has one, so that both versions of a changed row are in the same samples
     */
    void add(long hash, long sampling) {
        long member = HashSketch.member(hash);
        for (int level = 0; level < LEVELS && isIn(level, sampling); level++) {
            levels[level].add(member, 1);
        }
    }

    /** Whether a row is in a sample. */
    static boolean isIn(int level, long sampling) {
        return Long.numberOfTrailingZeros(sampling) >= BITS * level;
    }

    /**
     * Compares with another one; both are of no use afterwards.
     *
     * @return empty where too many rows differ even in the smallest sample
     */
    Optional<Listed> compare(RowSketch other) {
        for (int level = 0; level < LEVELS; level++) {
            levels[level].subtract(other.levels[level]);
            Optional<Map<Long, Long>> more = levels[level].list();
            if (more.isPresent()) {
                return Optional.of(new Listed(level, more.get()));
            }
        }
        return Optional.empty();
    }
}
