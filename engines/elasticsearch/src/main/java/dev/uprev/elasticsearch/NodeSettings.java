package dev.uprev.elasticsearch;

import dev.uprev.model.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Settings of nodes that one release takes and another refuses: a node does not start with a setting that it does not
 * know.
 *
 * @see <a href="https://www.elastic.co/guide/en/elasticsearch/reference/8.0/migrating-8.0.html">Migrating to 8.0</a>
 */
final class NodeSettings {
    private static final Version SEVEN = Version.parse("7.0");
    private static final Version EIGHT = Version.parse("8.0");
    private static final List<String> ROLES = List.of("master", "data", "ingest", "ml");

    /** Gone with a release, with what the names begin with. */
    private static final Map<String, List<String>> GONE = new TreeMap<>(Map.of(
            "6.0",
            List.of(
                    "path.scripts",
                    "script.inline",
                    "script.stored",
                    "script.file",
                    "script.engine.",
                    "action.auto_create_index.",
                    "node.local"),
            "7.0",
            List.of(
                    "tribe.",
                    "http.enabled",
                    "thread_pool.bulk.",
                    "thread_pool.index.",
                    "transport.tcp.connect_timeout.",
                    "xpack.security.authz.store.roles.index.cache.",
                    "xpack.ssl."),
            "8.0",
            List.of(
                    "discovery.zen.",
                    "node.master",
                    "node.data",
                    "node.ingest",
                    "node.ml",
                    "node.voting_only",
                    "node.remote_cluster_client",
                    "node.transform",
                    "node.max_local_storage_nodes",
                    "node.local_storage",
                    "transport.tcp.",
                    "http.tcp_no_delay",
                    "network.tcp.connect_timeout",
                    "bootstrap.system_call_filter",
                    "xpack.monitoring.enabled",
                    "xpack.watcher.history.cleaner_service",
                    "xpack.ilm.enabled",
                    "xpack.slm.enabled",
                    "xpack.rollup.enabled",
                    "xpack.sql.enabled",
                    "xpack.enrich.enabled",
                    "xpack.eql.enabled",
                    "xpack.transform.enabled",
                    "xpack.vectors.enabled",
                    "xpack.flattened.enabled",
                    "xpack.data_frame.enabled",
                    "xpack.security.authz.store.roles.",
                    "gateway.expected_nodes",
                    "gateway.expected_master_nodes",
                    "gateway.recover_after_nodes",
                    "gateway.recover_after_master_nodes",
                    "gateway.auto_import_dangling_indices",
                    "indices.lifecycle.step.master_timeout",
                    "cluster.join.timeout",
                    "script.cache.")));

    private NodeSettings() {}

    /** Which of these names a node does not know any more when it goes from one release to another. */
    static List<String> gone(Iterable<String> names, Version from, Version to) {
        List<String> found = new ArrayList<>();
        for (String name : names) {
            boolean refused = GONE.entrySet().stream()
                    .filter(release -> from.isOlderThan(Version.parse(release.getKey()))
                            && !to.isOlderThan(Version.parse(release.getKey())))
                    .flatMap(release -> release.getValue().stream())
                    .anyMatch(start -> start.endsWith(".") ? name.startsWith(start) : name.equals(start));
            if (refused) {
                found.add(name);
            }
        }
        return found;
    }

    /** The same settings under the names that a release has for them; others stay as they are. */
    static SortedMap<String, String> named(SortedMap<String, String> settings, Version release) {
        SortedMap<String, String> named = new TreeMap<>(settings);
        if (release.isOlderThan(SEVEN)) {
            rename(named, "transport.port", "transport.tcp.port");
            rename(named, "discovery.seed_hosts", "discovery.zen.ping.unicast.hosts");
            named.remove("cluster.initial_master_nodes");
            return named;
        }
        rename(named, "transport.tcp.port", "transport.port");
        rename(named, "discovery.zen.ping.unicast.hosts", "discovery.seed_hosts");
        named.remove("discovery.zen.minimum_master_nodes");
        if (!release.isOlderThan(EIGHT)) {
            roles(named);
        }
        return named;
    }

    private static void rename(SortedMap<String, String> settings, String from, String to) {
        String value = settings.remove(from);
        if (value != null) {
            settings.putIfAbsent(to, value);
        }
    }

    /** Single switches became a list: all that is not switched off. */
    private static void roles(SortedMap<String, String> settings) {
        boolean told = ROLES.stream().anyMatch(role -> settings.containsKey("node." + role));
        List<String> roles = ROLES.stream()
                .filter(role -> !"false".equals(settings.remove("node." + role)))
                .toList();
        if (told) {
            settings.putIfAbsent("node.roles", String.join(",", roles));
        }
    }
}
