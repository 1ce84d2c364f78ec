package dev.uprev.postgresql;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.json.Json;
import dev.uprev.model.Version;
import dev.uprev.plan.InstanceFacts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an upgrade in place depends on besides what every upgrade does, kept among the attributes of the source's facts.
 *
 * @param data the data directory, links resolved
 * @param oldPrograms the folder of the release that the data are of
 * @param newPrograms the folder of the release that they are to be of
 * @param newVersion what those programs say they are
 * @param launcher see {@link dev.uprev.spi.ServerFiles#launcher}
 * @param mode how the files are brought over
 * @param reason why it is this mode, for people
 * @param superuser the role that initdb made
 * @param likeness arguments of initdb that make the new cluster like the old one
 * @param settings of the server that decide what can be made in the new cluster, as {@code name=value}
 * @param configuration the main configuration file where that is not in the data directory
 */
record InPlaceFacts(
        Path data,
        Path oldPrograms,
        Path newPrograms,
        Version newVersion,
        List<String> launcher,
        FileMode mode,
        String reason,
        String superuser,
        List<String> likeness,
        List<String> settings,
        Optional<Path> configuration) {
    private static final String PREFIX = "in-place-";

    InPlaceFacts {
        launcher = List.copyOf(launcher);
        likeness = List.copyOf(likeness);
        settings = List.copyOf(settings);
    }

    ClusterPaths paths() {
        return new ClusterPaths(data);
    }

    ServerPrograms old() {
        return new ServerPrograms(oldPrograms, launcher);
    }

    ServerPrograms fresh() {
        return new ServerPrograms(newPrograms, launcher);
    }

    /** Absent where the files were not to be seen. */
    static Optional<InPlaceFacts> of(InstanceFacts facts) {
        ObjectNode node = Json.mapper().createObjectNode();
        facts.attributes().forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                node.set(name.substring(PREFIX.length()), Json.read(value, JsonNode.class));
            }
        });
        return node.isEmpty() ? Optional.empty() : Optional.of(Json.mapper().convertValue(node, InPlaceFacts.class));
    }

    /** The same facts with these among their attributes, each value as JSON. */
    InstanceFacts addTo(InstanceFacts facts) {
        SortedMap<String, String> attributes = new TreeMap<>(facts.attributes());
        Map<String, JsonNode> values = Json.mapper().convertValue(this, new TypeReference<Map<String, JsonNode>>() {});
        values.forEach((name, value) -> attributes.put(PREFIX + name, Json.write(value)));
        return new InstanceFacts(facts.product(), facts.version(), facts.identity(), attributes, facts.measures());
    }
}
