package dev.uprev.postgresql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The entries of a schema dump that carry planner statistics: which of them are of which table, be it of its columns or
 * of the expressions of its indexes. For one thread while it is filled.
 */
final class StatisticsEntries {
    private static final String TYPE = "STATISTICS DATA";
    private static final String EXTENDED = "STATISTICS";

    /** By the id of a table or of one of its indexes, the keys of the tables. */
    private final Map<Integer, Set<String>> tables = new HashMap<>();

    private final Map<String, List<SchemaEntry>> entries = new HashMap<>();
    private final Set<String> extended = new HashSet<>();

    static boolean isOne(SchemaEntry entry) {
        return entry.type().equals(TYPE);
    }

    /** The entry with that id is of these tables; it comes before statistics of it. */
    void belongs(SchemaEntry entry, Set<String> keys) {
        tables.put(entry.id(), keys);
        if (entry.type().equals(EXTENDED)) {
            extended.addAll(keys);
        }
    }

    /** Takes an entry of statistics. */
    void add(SchemaEntry entry) {
        for (int id : entry.dependsOn()) {
            for (String key : tables.getOrDefault(id, Set.of())) {
                entries.computeIfAbsent(key, any -> new ArrayList<>()).add(entry);
            }
        }
    }

    boolean areThere() {
        return !entries.isEmpty();
    }

    /**
     * What can be imported for a table: that of the table first.
     *
     * @return empty also where there is more to know of the table than the entries can say: statistics objects
     */
    List<SchemaEntry> of(String table) {
        return extended.contains(table) ? List.of() : entries.getOrDefault(table, List.of());
    }
}
