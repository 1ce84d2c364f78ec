package dev.uprev.elasticsearch;

import dev.uprev.json.Json;
import dev.uprev.plan.InstanceFacts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an upgrade in place depends on besides what every upgrade does, kept among the attributes of the source's facts.
 *
 * @param nodes in the order in which they are upgraded
 */
record InPlaceFacts(List<NodeSite> nodes) {
    private static final String NAME = "in-place";

    InPlaceFacts {
        nodes = nodes.stream().sorted(Comparator.comparingInt(NodeSite::rank)).toList();
    }

    /** Absent where the files were not to be seen. */
    static Optional<InPlaceFacts> of(InstanceFacts facts) {
        return Optional.ofNullable(facts.attributes().get(NAME)).map(text -> Json.read(text, InPlaceFacts.class));
    }

    /** The same facts with these among their attributes. */
    InstanceFacts addTo(InstanceFacts facts) {
        SortedMap<String, String> attributes = new TreeMap<>(facts.attributes());
        attributes.put(NAME, Json.write(this));
        return new InstanceFacts(facts.product(), facts.version(), facts.identity(), attributes, facts.measures());
    }
}
