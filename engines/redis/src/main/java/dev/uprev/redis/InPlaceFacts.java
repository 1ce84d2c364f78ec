package dev.uprev.redis;

import dev.uprev.json.Json;
import dev.uprev.plan.InstanceFacts;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an upgrade in place depends on besides what every upgrade does, kept among the attributes of the source's facts.
 *
 * @param servers in the order of the instance's addresses
 * @param fresh the program that is to serve the data
 */
record InPlaceFacts(List<ServerSite> servers, NewProgram fresh) {
    private static final String NAME = "in-place";

    InPlaceFacts {
        servers = List.copyOf(servers);
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
