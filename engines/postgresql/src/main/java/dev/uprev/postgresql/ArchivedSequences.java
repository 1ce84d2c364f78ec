package dev.uprev.postgresql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the sequences stood in the dump. The catalog in the archive says it too, but was read at another moment, and
 * sequences do not stand still for a snapshot.
 */
final class ArchivedSequences {
    private final Map<List<String>, SequenceValue> values = new HashMap<>();

    void add(SequenceValue value) {
        values.put(List.of(value.schema(), value.name()), value);
    }

    /** The line with the values of the dump, where it is that of a sequence. */
    CatalogLine corrected(CatalogLine line) {
        Optional<CatalogEntry> corrected = line.entry()
                .filter(entry -> entry.part().equals("sequence"))
                .map(entry -> corrected(entry, values.get(List.of(entry.schema(), entry.name()))));
        return corrected.map(CatalogLine::of).orElse(line);
    }

    private static CatalogEntry corrected(CatalogEntry entry, @Nullable SequenceValue value) {
        if (value == null) {
            return entry;
        }
        SortedMap<String, String> properties = new TreeMap<>(entry.properties());
        properties.put(SequenceStream.LAST_VALUE, String.valueOf(value.lastValue()));
        properties.remove(SequenceStream.CALLED);
        if (value.isCalled()) {
            properties.put(SequenceStream.CALLED, ResultSetCatalogStream.YES);
        }
        return new CatalogEntry(entry.schema(), entry.name(), entry.part(), properties);
    }
}
