package dev.uprev.redis;

import dev.uprev.plan.StepContext;
import java.util.List;
import java.util.TreeSet;

/**
 * Names of what a run has made on the target, which had nothing of that name: kept in the journal, so that an undo
 * takes away that and nothing else. A name is noted before it is made. Names have no spaces in them.
 */
final class Created {
    private final StepContext context;
    private final String key;

    Created(StepContext context, String kind) {
        this.context = context;
        this.key = "created " + kind;
    }

    List<String> names() {
        return context.recall(key).filter(names -> !names.isEmpty()).stream()
                .flatMap(names -> List.of(names.split(" ", -1)).stream())
                .toList();
    }

    boolean has(String name) {
        return names().contains(name);
    }

    void add(String name) {
        TreeSet<String> names = new TreeSet<>(names());
        names.add(name);
        context.remember(key, String.join(" ", names));
    }

    void clear() {
        context.remember(key, "");
    }
}
