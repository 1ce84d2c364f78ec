package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Which objects of a cluster the server or its vendor's products have made by themselves. */
final class BuiltIn {
    /** Those without a dot in front that older releases do not mark as theirs. */
    private static final Map<ClusterObjects, List<String>> NAMES = Map.of(
            ClusterObjects.PIPELINES,
            List.of("xpack_monitoring_*", "logs-default-pipeline", "logs@*", "metrics@*", "traces@*", "ent-search-*"),
            ClusterObjects.LIFECYCLE_POLICIES,
            List.of(
                    "watch-history-ilm-policy*",
                    "slm-history-ilm-policy*",
                    "ilm-history-ilm-policy*",
                    "ml-size-based-ilm-policy",
                    "kibana-event-log-policy",
                    "kibana-reporting",
                    "logs",
                    "logs@lifecycle",
                    "metrics",
                    "metrics@lifecycle",
                    "synthetics",
                    "synthetics@lifecycle",
                    "traces@lifecycle",
                    "profiling-*",
                    "*-days-default",
                    "*-days@lifecycle"),
            ClusterObjects.COMPONENT_TEMPLATES,
            List.of(
                    "logs-mappings",
                    "logs-settings",
                    "metrics-mappings",
                    "metrics-settings",
                    "data-streams-mappings",
                    "synthetics-mappings",
                    "synthetics-settings",
                    "*@settings",
                    "*@mappings",
                    "*@ilm",
                    "*@lifecycle"),
            ClusterObjects.INDEX_TEMPLATES,
            List.of("logs", "metrics", "synthetics", "traces", "ilm-history*", "profiling-*"),
            ClusterObjects.LEGACY_TEMPLATES,
            List.of(
                    "security-index-template",
                    "security_audit_log",
                    "logstash-index-template",
                    "ilm-history",
                    "triggered_watches"));

    private BuiltIn() {}

    static boolean is(ClusterObjects sort, String name, JsonNode definition) {
        return name.startsWith(".")
                || definition.path("_meta").path("managed").asBoolean()
                || definition.path("policy").path("_meta").path("managed").asBoolean()
                || ElasticsearchOptions.fits(NAMES.getOrDefault(sort, List.of()), name);
    }
}
