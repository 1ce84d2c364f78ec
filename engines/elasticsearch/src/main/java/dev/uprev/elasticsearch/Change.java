package dev.uprev.elasticsearch;

import dev.uprev.compat.Severity;

/**
 * Something that will not be on the target as it was on the source.
 *
 * @param object what it is about, such as {@code index books}
 * @param what what changes
 */
record Change(Conversion conversion, String object, String what) {
    boolean isBlocker() {
        return conversion.severity() == Severity.BLOCKER;
    }

    @Override
    public String toString() {
        return object + ": " + what;
    }
}
