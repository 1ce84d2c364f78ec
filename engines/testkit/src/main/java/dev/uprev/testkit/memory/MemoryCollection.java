package dev.uprev.testkit.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Records in no order, equal ones among them, and indexes. Not thread-safe. */
final class MemoryCollection {
    private final List<String> records = new ArrayList<>();
    private final SortedSet<String> indexes = new TreeSet<>();

    List<String> records() {
        return records;
    }

    SortedSet<String> indexes() {
        return indexes;
    }
}
