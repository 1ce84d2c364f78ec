package dev.uprev.postgresql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What comes after the data, in its order. Indexes, keys and statistics objects are built early: each as soon as the
 * rows of its own tables are there, while other tables still load. Everything that could act on rows or hide them
 * (triggers, rules, policies, publications) comes late, in the order of the script, when all rows and keys are there.
 */
final class PostData {
    private static final Set<String> EARLY =
            Set.of("INDEX", "CONSTRAINT", "FK CONSTRAINT", "CHECK CONSTRAINT", "INDEX ATTACH", "STATISTICS");

    private static final Set<String> RELATIONS = Set.of("TABLE", "MATERIALIZED VIEW", "FOREIGN TABLE");

    /**
     * An entry that is carried out early.
     *
     * @param tables the keys of its tables, see {@link TargetTables.Table#key}; none where they are not known
     * @param after ids of the entries before it, which are early too
     */
    record Early(SchemaEntry entry, Set<String> tables, List<Integer> after) {
        /** Several indexes of a table can be built at a time; anything else locks the table. */
        boolean locksTables() {
            return !entry.type().equals("INDEX");
        }

        boolean isForeignKey() {
            return entry.type().equals("FK CONSTRAINT");
        }
    }

    private final List<Early> early = new ArrayList<>();
    private final List<SchemaEntry> late = new ArrayList<>();
    private final MaterializedViews materializedViews = new MaterializedViews();
    private final StatisticsEntries statistics = new StatisticsEntries();

    PostData(List<SchemaEntry> before, List<SchemaEntry> after) {
        Map<Integer, String> tables = new HashMap<>();
        for (SchemaEntry entry : before) {
            if (RELATIONS.contains(entry.type())) {
                String key = TargetTables.Table.key(entry.schema(), entry.name());
                tables.put(entry.id(), key);
                statistics.belongs(entry, Set.of(key));
            }
            materializedViews.add(entry);
        }
        Set<Integer> ids = new HashSet<>();
        after.forEach(entry -> ids.add(entry.id()));
        Set<Integer> earlyIds = new HashSet<>();
        for (SchemaEntry entry : after) {
            if (StatisticsEntries.isOne(entry)) {
                statistics.add(entry);
                continue;
            }
            List<Integer> waitsFor =
                    entry.dependsOn().stream().filter(ids::contains).toList();
            if (EARLY.contains(entry.type()) && earlyIds.containsAll(waitsFor)) {
                earlyIds.add(entry.id());
                Set<String> its = new LinkedHashSet<>();
                entry.dependsOn().stream().filter(tables::containsKey).forEach(id -> its.add(tables.get(id)));
                early.add(new Early(entry, its, waitsFor));
                statistics.belongs(entry, its);
            } else {
                late.add(entry);
            }
            materializedViews.add(entry);
        }
    }

    /** In an order in which each comes after those that it waits for. */
    List<Early> early() {
        return early;
    }

    /** In the order in which they are to be carried out. */
    List<SchemaEntry> late() {
        return late;
    }

    MaterializedViews materializedViews() {
        return materializedViews;
    }

    StatisticsEntries statistics() {
        return statistics;
    }
}
