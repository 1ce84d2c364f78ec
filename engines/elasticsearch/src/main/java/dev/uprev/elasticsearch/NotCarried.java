package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.compat.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Objects of a cluster that do not go over: secrets in them cannot be read, or they belong to a product's licence. */
final class NotCarried {
    /**
     * Those of one sort that a cluster has.
     *
     * @param name of the sort
     * @param names of the objects
     * @param fix what to do about them
     */
    record Group(String name, List<String> names, String fix) {
        Finding finding() {
            return Finding.warning("not-carried", name + ": " + String.join(", ", names), "these do not go over", fix);
        }
    }

    /**
     * A sort of such objects.
     *
     * @param path that lists them
     * @param list where the list is in the answer; the answer itself where empty
     */
    private record Sort(String name, String path, String list, String fix) {}

    private static final List<Sort> SORTS = List.of(
            new Sort("users", "/_security/user", "", "make them anew: their passwords cannot be read"),
            new Sort("roles", "/_security/role", "", "copy them by GET and PUT /_security/role"),
            new Sort("role mappings", "/_security/role_mapping", "", "copy them by GET and PUT"),
            new Sort("snapshot repositories", "/_snapshot", "", "register them anew, those of old clusters read-only"),
            new Sort("snapshot policies", "/_slm/policy", "", "copy them by GET and PUT /_slm/policy"),
            new Sort(
                    "policies of index state management",
                    "/_plugins/_ism/policies",
                    "policies",
                    "copy them by GET and PUT /_plugins/_ism/policies, and attach them to the indices"),
            new Sort(
                    "policies of index state management",
                    "/_opendistro/_ism/policies",
                    "policies",
                    "copy them to /_plugins/_ism/policies, and attach them to the indices"),
            new Sort("transforms", "/_transform", "transforms", "copy them by GET and PUT, and start them"),
            new Sort("enrich policies", "/_enrich/policy", "policies", "copy them by GET and PUT, and run them"),
            new Sort("rollup jobs", "/_rollup/job/_all", "jobs", "downsample instead"),
            new Sort("machine learning jobs", "/_ml/anomaly_detectors", "jobs", "export and import them"),
            new Sort("patterns of followed indices", "/_ccr/auto_follow", "patterns", "set them up anew"));

    private NotCarried() {}

    static List<Group> of(Cluster source) {
        List<Group> groups = new ArrayList<>();
        for (Sort sort : SORTS) {
            String path =
                    source.product().isTypeless() ? sort.path() : sort.path().replace("/_security", "/_xpack/security");
            Answer answer = source.ask(Call.get(path));
            // Else it is unknown to this release or distribution, switched off, or not to be seen by this user.
            if (answer.isSuccess()) {
                List<String> names = names(sort, answer.body());
                // OpenSearch 1 answers at the former address too.
                boolean told = groups.stream().anyMatch(group -> group.name().equals(sort.name()));
                if (!names.isEmpty() && !told) {
                    groups.add(new Group(sort.name(), names, sort.fix()));
                }
            }
        }
        List<String> settings = List.copyOf(ClusterSettings.staying(source).keySet());
        if (!settings.isEmpty()) {
            groups.add(new Group(
                    "persistent settings", settings, "set those that suit the target's nodes: PUT /_cluster/settings"));
        }
        return groups;
    }

    private static String name(JsonNode object) {
        return Stream.of("id", "name", "_id")
                .filter(object::has)
                .findFirst()
                .map(member -> object.path(member).asText())
                .orElse("one without a name");
    }

    private static List<String> names(Sort sort, JsonNode answer) {
        JsonNode list = sort.list().isEmpty() ? answer : answer.path(sort.list());
        List<String> names = new ArrayList<>();
        if (list.isArray()) {
            list.forEach(each -> names.add(name(each)));
        } else {
            list.properties().forEach(each -> {
                boolean ofServer =
                        each.getValue().path("metadata").path("_reserved").asBoolean()
                                || each.getValue().path("_meta").path("managed").asBoolean();
                if (!ofServer) {
                    names.add(each.getKey());
                }
            });
        }
        return names;
    }
}
