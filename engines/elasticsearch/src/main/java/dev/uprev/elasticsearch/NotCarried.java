package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.compat.Finding;
import java.util.ArrayList;
import java.util.List;

/** Objects of a cluster that do not go over: secrets in them cannot be read, or they belong to a product's licence. */
final class NotCarried {
    /**
     * A sort of such objects.
     *
     * @param path that lists them
     * @param list where the list is in the answer; the answer itself where empty
     * @param builtIn what their own part of an object is called that marks one of the server's own
     */
    private record Sort(String code, String path, String list, String builtIn, String fix) {}

    private static final List<Sort> SORTS = List.of(
            new Sort("users", "/_security/user", "", "_reserved", "make them anew: their passwords cannot be read"),
            new Sort("roles", "/_security/role", "", "_reserved", "copy them by GET and PUT /_security/role"),
            new Sort("role mappings", "/_security/role_mapping", "", "-", "copy them by GET and PUT"),
            new Sort("snapshot repositories", "/_snapshot", "", "-", "register them anew, the older ones read-only"),
            new Sort("snapshot policies", "/_slm/policy", "", "-", "copy them by GET and PUT /_slm/policy"),
            new Sort("transforms", "/_transform", "transforms", "-", "copy them by GET and PUT, and start them"),
            new Sort("enrich policies", "/_enrich/policy", "policies", "-", "copy them by GET and PUT, and run them"),
            new Sort("rollup jobs", "/_rollup/job/_all", "jobs", "-", "use downsampling instead"),
            new Sort("machine learning jobs", "/_ml/anomaly_detectors", "jobs", "-", "export and import them"),
            new Sort("followed clusters", "/_ccr/auto_follow", "patterns", "-", "set them up anew"));

    private NotCarried() {}

    static List<Finding> findings(Cluster source) {
        List<Finding> findings = new ArrayList<>();
        for (Sort sort : SORTS) {
            Answer answer = source.ask(Call.get(sort.path()));
            if (!answer.isSuccess()) {
                // Unknown to this release or distribution, switched off, or not to be seen by this user.
                continue;
            }
            List<String> names = names(sort, answer.body());
            if (!names.isEmpty()) {
                findings.add(Finding.warning(
                        "not-carried",
                        sort.code() + ": " + String.join(", ", names),
                        "these do not go over",
                        sort.fix()));
            }
        }
        return findings;
    }

    private static List<String> names(Sort sort, JsonNode answer) {
        JsonNode list = sort.list().isEmpty() ? answer : answer.path(sort.list());
        List<String> names = new ArrayList<>();
        if (list.isArray()) {
            list.forEach(
                    each -> names.add(each.path("id").asText(each.path("name").asText("one without a name"))));
        } else {
            list.properties().forEach(each -> {
                boolean own =
                        each.getValue().path("metadata").path(sort.builtIn()).asBoolean()
                                || each.getValue().path("_meta").path("managed").asBoolean();
                if (!own) {
                    names.add(each.getKey());
                }
            });
        }
        return names;
    }
}
