package dev.uprev.plan;

import dev.uprev.model.Version;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an inspection saw of a server.
 *
 * @param product what the server calls itself, as in {@code PostgreSQL} or {@code Valkey}
 * @param version its version as it really is
 * @param identity something that no other server has and that survives a restart; guards against the same server being
 *     source and target, and against another server answering at the same address later
 * @param attributes what the plan depends on, by names of the engine's choosing; a plan is stale when one has changed
 * @param measures what changes all the time, such as {@code bytes}; not a reason for a plan to be stale
 */
public record InstanceFacts(
        String product,
        Version version,
        String identity,
        SortedMap<String, String> attributes,
        SortedMap<String, Long> measures) {
    /** The measure that tells the size of all data in bytes. */
    public static final String BYTES = "bytes";

    public InstanceFacts {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        measures = Collections.unmodifiableSortedMap(new TreeMap<>(measures));
    }

    /** The size of all data in bytes, 0 when the engine did not tell. */
    public long bytes() {
        return measures.getOrDefault(BYTES, 0L);
    }
}
