package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.compat.Finding;
import dev.uprev.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Has the target look at each definition without making it: from 7.9 on it can be asked what indices of a template
 * would be, and it checks settings, analyzers, mappings and aliases to tell. Older ones say it when the restore begins,
 * before any document.
 *
 * @see <a href="https://www.elastic.co/guide/en/elasticsearch/reference/8.19/indices-simulate-template.html">Asking</a>
 */
final class TargetTrial {
    private static final long ABOVE_ALL = 1_000_000_000L;

    private final Cluster target;

    TargetTrial(Cluster target) {
        this.target = target;
    }

    List<Finding> findings(PlannedDefinitions planned) {
        if (!target.product().hasSince(7, 9)) {
            return List.of();
        }
        List<String> refused = new ArrayList<>();
        for (TargetIndex index : planned.indices()) {
            Answer answer = target.ask(Call.json("POST", "/_index_template/_simulate", template(index)));
            // Where the question itself is unknown, the restore finds out.
            if (answer.status() == 400) {
                refused.add("index " + index.name() + ": " + answer.error());
            }
        }
        return refused.isEmpty()
                ? List.of()
                : List.of(Finding.blocker(
                        "definitions-refused",
                        String.join("; ", refused),
                        "the target does not take these definitions; these are its own words",
                        "change them on the source, install what is missing on the target, or leave them out by the"
                                + " options " + ElasticsearchOptions.EXCLUDE + " and "
                                + ElasticsearchOptions.DROP_SETTINGS));
    }

    private static ObjectNode template(TargetIndex index) {
        ObjectNode question = Json.mapper().createObjectNode();
        question.putArray("index_patterns").add("uprev-trial-of-a-definition");
        question.put("priority", ABOVE_ALL);
        ObjectNode template = question.putObject("template");
        template.set("settings", Settings.json(index.earlySettings()));
        template.set("mappings", index.mapping());
        template.set("aliases", index.aliases());
        return question;
    }
}
