package dev.uprev.elasticsearch;

import java.util.NavigableSet;
import java.util.TreeSet;

/** Names that are taken on a target. */
final class TargetNames {
    private TargetNames() {}

    /** @param sort of {@link CreatedObjects} */
    static NavigableSet<String> of(Cluster target, String sort) {
        NavigableSet<String> names = new TreeSet<>();
        if (sort.equals(CreatedObjects.INDICES)) {
            target.get("/_all/_alias?expand_wildcards=all").properties().forEach(each -> {
                names.add(each.getKey());
                each.getValue().path("aliases").fieldNames().forEachRemaining(names::add);
            });
            DataStreams.list(target)
                    .ifPresent(all ->
                            all.forEach(stream -> names.add(stream.path("name").asText())));
        }
        for (ClusterObjects objects : ClusterObjects.values()) {
            if (objects.id().equals(sort)) {
                objects.of(target).ifPresent(all -> names.addAll(all.keySet()));
            }
        }
        return names;
    }
}
