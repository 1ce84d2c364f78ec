package dev.uprev.elasticsearch;

import dev.uprev.compat.Severity;
import java.net.URI;

/**
 * Something that will not be on the target as it was on the source.
 *
 * @param code stable, as of a finding
 * @param severity INFO where nothing is lost; WARNING where the target may answer otherwise; BLOCKER where it cannot be
 *     done as it is
 * @param object what it is about, such as {@code index books}
 * @param what what changes
 * @param why the reason, the same for all of this code
 * @param remedy what to do about it; may be empty
 * @param source documentation that says so
 */
record Change(String code, Severity severity, String object, String what, String why, String remedy, URI source) {
    @Override
    public String toString() {
        return object + ": " + what;
    }
}
