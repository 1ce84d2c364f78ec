package dev.uprev.elasticsearch;

import java.util.ArrayList;
import java.util.List;

/** Collects what changes on one object. Not thread-safe. */
final class Changes {
    private final String object;
    private final List<Change> all = new ArrayList<>();

    /** @param object such as {@code index books} */
    Changes(String object) {
        this.object = object;
    }

    void add(Conversion conversion, String what) {
        all.add(new Change(conversion, object, what));
    }

    List<Change> all() {
        return all.stream().distinct().toList();
    }
}
