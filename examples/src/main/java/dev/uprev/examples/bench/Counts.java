package dev.uprev.examples.bench;

import dev.uprev.error.UpgradeException;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether a contender has carried everything over, as far as numbers tell. */
final class Counts {
    private Counts() {}

    /**
     * Compares what was to be carried over with what has arrived.
     *
     * @throws UpgradeException {@code bench-failed} with the differences
     */
    static void check(String contender, Map<String, Long> expected, Map<String, Long> found) {
        String differences = expected.entrySet().stream()
                .filter(count -> !count.getValue().equals(found.get(count.getKey())))
                .map(count -> count + ", not " + found.get(count.getKey()))
                .collect(Collectors.joining("; "));
        if (!differences.isEmpty()) {
            throw UpgradeException.failed("bench-failed", contender + " has not carried everything over")
                    .seen(differences)
                    .why("source and target differ")
                    .fix("do not believe its time");
        }
    }
}
