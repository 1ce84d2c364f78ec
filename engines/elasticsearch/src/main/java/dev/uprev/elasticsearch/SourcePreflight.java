package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.compat.Finding;
import dev.uprev.model.Side;
import dev.uprev.plan.PlanContext;
import dev.uprev.spi.InspectionContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What stands in the way of a dump, on the source. Changes nothing. */
final class SourcePreflight {
    private final PlanContext context;
    private final Cluster source;
    private final List<Finding> findings = new ArrayList<>();

    private SourcePreflight(PlanContext context, Cluster source) {
        this.context = context;
        this.source = source;
    }

    static List<Finding> findings(PlanContext context, InspectionContext access) {
        try (Cluster source = Cluster.open(Side.SOURCE, context.request().source(), access.secrets())) {
            List<Finding> rights = Privileges.ofSource(source);
            if (rights.stream().anyMatch(Finding::isBlocker)) {
                return rights;
            }
            SourcePreflight preflight = new SourcePreflight(context, source);
            preflight.look(SourceIndices.of(source, context.request()));
            NotCarried.of(source).forEach(group -> preflight.findings.add(group.finding()));
            return preflight.findings;
        }
    }

    private void look(SourceIndices indices) {
        unknown(indices);
        unreadable(indices);
        red(indices);
        sources(indices);
        leftOut(indices);
    }

    /** What was to go and is not there is no upgrade; what was not to go may be there under another name. */
    private void unknown(SourceIndices indices) {
        indices.unknown().forEach((name, option) -> {
            String seen = "option " + option + ": " + name;
            String why = "the source has no index, and no data stream, of such a name";
            String fix =
                    "see GET /_cat/indices?expand_wildcards=all of the source, and correct the name; aliases are not"
                            + " looked up";
            findings.add(
                    option.equals(ElasticsearchOptions.INDICES)
                            ? Finding.blocker("index-unknown", seen, why, fix)
                            : Finding.warning("index-unknown", seen, why, fix));
        });
    }

    private void unreadable(SourceIndices indices) {
        if (!indices.unreadable().isEmpty()) {
            findings.add(Finding.blocker(
                    "index-not-readable",
                    indices.unreadable().entrySet().stream()
                            .map(each -> each.getKey() + ": " + each.getValue())
                            .collect(Collectors.joining("; ")),
                    "the documents of these indices cannot be read, and the source is never changed by an upgrade",
                    "open them (POST /index/_open), or take the block away; or leave them out by the option "
                            + ElasticsearchOptions.EXCLUDE + ", or their documents by "
                            + ElasticsearchOptions.EMPTY));
        }
    }

    private void red(SourceIndices indices) {
        JsonNode health = source.get("/_cluster/health?level=indices&filter_path=indices.*.status"
                        + (source.product().hasSince(7, 7) ? "&expand_wildcards=all" : ""))
                .path("indices");
        List<String> red = indices.all().stream()
                .map(SourceIndex::name)
                .filter(name -> !indices.unreadable().containsKey(name))
                .filter(name -> health.path(name).path("status").asText().equals("red"))
                .toList();
        if (!red.isEmpty()) {
            findings.add(Finding.blocker(
                    "index-red",
                    String.join(", ", red),
                    "shards of these indices are nowhere, and their documents would be missing",
                    "bring the nodes with these shards back, see GET /_cluster/allocation/explain; or leave the indices"
                            + " out by the option " + ElasticsearchOptions.EXCLUDE));
        }
    }

    private void sources(SourceIndices indices) {
        List<String> accepted = ElasticsearchOptions.names(context.request(), ElasticsearchOptions.EMPTY);
        List<String> refused = new ArrayList<>();
        List<String> empty = new ArrayList<>();
        List<String> partial = new ArrayList<>();
        for (SourceIndex index : indices.all()) {
            String shown = index.name() + " (" + index.documents() + " documents)";
            switch (index.stored()) {
                case NONE -> (ElasticsearchOptions.fits(accepted, index.name()) ? empty : refused).add(shown);
                case PARTIAL -> partial.add(shown);
                case WHOLE -> {
                    if (!index.documentsGo()) {
                        empty.add(shown);
                    }
                }
            }
        }
        if (!refused.isEmpty()) {
            findings.add(Finding.blocker(
                    "source-off",
                    String.join(", ", refused),
                    "_source is off: the server cannot give these documents back",
                    "fill these indices on the target from where their documents came from; say that they go over"
                            + " empty by the option " + ElasticsearchOptions.EMPTY + ", or not at all by "
                            + ElasticsearchOptions.EXCLUDE));
        }
        if (!empty.isEmpty()) {
            findings.add(Finding.warning(
                    "index-goes-empty",
                    String.join(", ", empty),
                    "their definitions go over, their documents do not, as told",
                    "fill them on the target by yourself"));
        }
        if (!partial.isEmpty()) {
            findings.add(Finding.warning(
                    "source-partial",
                    String.join(", ", partial),
                    "_source leaves out members of the documents: on the source they can be searched for, on the target"
                            + " they will not be there at all",
                    "index these documents anew from where they came from, where that matters"));
        }
    }

    private void leftOut(SourceIndices indices) {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        indices.leftOut()
                .forEach((name, reason) -> byReason.computeIfAbsent(reason, missing -> new ArrayList<>())
                        .add(name));
        byReason.forEach((reason, names) ->
                findings.add(Finding.info("indices-left-out", String.join(", ", names), "left out: " + reason, "")));
    }
}
