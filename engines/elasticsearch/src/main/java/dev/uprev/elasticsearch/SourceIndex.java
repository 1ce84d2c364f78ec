package dev.uprev.elasticsearch;

import java.util.List;

/**
 * An index of the source.
 *
 * @param uuid another one where it was deleted and made again
 * @param types its mapping types, {@code _doc} alone where the release knows no others; none where nothing is mapped
 * @param shards number of primary shards
 * @param documents how many its shards hold, nested ones included
 * @param bytes what its primary shards take
 * @param stored whether the documents can be read as they were written
 * @param frozen whether a search has to say {@code ignore_throttled=false}
 * @param documentsGo whether its documents go over, or its definition alone
 */
record SourceIndex(
        String name,
        String uuid,
        List<String> types,
        int shards,
        long documents,
        long bytes,
        StoredSource stored,
        boolean frozen,
        boolean documentsGo) {
    SourceIndex {
        types = List.copyOf(types);
    }

    /** What a release keeps of the documents that it has been given. */
    enum StoredSource {
        WHOLE,
        /** Members were left out by {@code _source.includes} or {@code excludes}; they are searchable, not readable. */
        PARTIAL,
        /** {@code _source} is off: nothing can be read back. */
        NONE
    }

    /** What is to be dumped. */
    List<DocumentSet> documentSets() {
        return documentsGo
                ? types.stream().map(type -> new DocumentSet(name, type)).toList()
                : List.of();
    }
}
