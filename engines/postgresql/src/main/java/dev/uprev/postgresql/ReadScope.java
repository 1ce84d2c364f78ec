package dev.uprev.postgresql;

import java.util.Optional;

/**
 * What of a database is read to be compared, besides tables, and as of when.
 *
 * @param snapshot the snapshot to read under, which somebody holds; absent for what is there now
 * @param largeObjects whether large objects are read as well
 */
record ReadScope(Optional<String> snapshot, boolean largeObjects) {
    /** Everything, as it is now. */
    static final ReadScope NOW = new ReadScope(Optional.empty(), true);
}
