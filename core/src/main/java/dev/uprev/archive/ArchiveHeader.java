package dev.uprev.archive;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Version;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an archive says of itself.
 *
 * @param sourceVersion version of the server that was dumped
 * @param createdBy program and version that made it
 * @param metadata the engine's own facts about the dump as a whole; never a secret
 */
public record ArchiveHeader(
        DatabaseEngine engine,
        Version sourceVersion,
        String createdBy,
        Instant createdAt,
        SortedMap<String, String> metadata) {
    /** Key of the fact that holds, as JSON, what the inspection of the source saw before the dump. */
    public static final String FACTS = "facts";

    public ArchiveHeader {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    /** The same header with one more fact. */
    public ArchiveHeader with(String key, String value) {
        SortedMap<String, String> more = new TreeMap<>(metadata);
        more.put(key, value);
        return new ArchiveHeader(engine, sourceVersion, createdBy, createdAt, more);
    }
}
