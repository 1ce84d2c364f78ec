package dev.uprev.postgresql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The materialized views of a schema, and which of them reads which, directly or through plain views. */
final class MaterializedViews {
    private final List<SchemaEntry> views = new ArrayList<>();
    /** For each view, the materialized ones that are nearest below it. */
    private final Map<Integer, Set<Integer>> below = new HashMap<>();

    private final Set<Integer> materialized = new HashSet<>();

    /** Takes the next entry; entries come in the order of the scripts, so what a view reads has come before it. */
    void add(SchemaEntry entry) {
        boolean isMaterialized = entry.type().equals("MATERIALIZED VIEW");
        if (!isMaterialized && !entry.type().equals("VIEW")) {
            return;
        }
        Set<Integer> reads = new HashSet<>();
        for (int id : entry.dependsOn()) {
            if (materialized.contains(id)) {
                reads.add(id);
            } else {
                reads.addAll(below.getOrDefault(id, Set.of()));
            }
        }
        below.put(entry.id(), reads);
        if (isMaterialized) {
            materialized.add(entry.id());
            views.add(entry);
        }
    }

    /** In an order in which each comes after those that it reads. */
    List<SchemaEntry> inOrder() {
        return views;
    }

    /** The ids of the materialized views that one reads. */
    Set<Integer> readBy(SchemaEntry view) {
        return below.getOrDefault(view.id(), Set.of());
    }
}
