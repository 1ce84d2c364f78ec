package dev.uprev.plan;

import dev.uprev.model.VerificationLevel;
import java.util.List;

/**
 * The outcome of a comparison of source and target.
 *
 * @param level how much was compared
 * @param objects how many tables, collections, key spaces or indexes, and other objects
 * @param records how many rows, documents or keys
 * @param differences what was not the same; the first ones where there are many
 */
public record Verification(VerificationLevel level, long objects, long records, List<Difference> differences) {
    public Verification {
        differences = List.copyOf(differences);
    }

    public boolean isEqual() {
        return differences.isEmpty();
    }
}
