package dev.uprev.elasticsearch;

import dev.uprev.model.Version;
import dev.uprev.spi.LocalServer;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files that a node of the local controller is configured by, written anew before each start. */
final class NodeConfiguration {
    private static final Version DISCOVERS_BY_TYPE = Version.parse("6.0");
    private static final Version HAS_SEEDS = Version.parse("7.0");

    private static final List<String> OTHERS = List.of(
            "discovery.seed_hosts", "discovery.zen.ping.unicast.hosts", "discovery.type", "discovery.seed_providers");

    private static final List<String> LOGGING = List.of(
            "status = error",
            "appender.console.type = Console",
            "appender.console.name = console",
            "appender.console.layout.type = PatternLayout",
            "appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %m%n",
            "rootLogger.level = info",
            "rootLogger.appenderRef.console.ref = console");

    private NodeConfiguration() {}

    /** What each file holds, by its path in the folder of the node. */
    static SortedMap<Path, String> files(LocalServer server) {
        StringBuilder yaml = new StringBuilder();
        settings(server)
                .forEach((name, value) -> yaml.append(name)
                        .append(": \"")
                        .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                        .append("\"\n"));
        SortedMap<Path, String> files = new TreeMap<>();
        files.put(ElasticsearchLocalServers.SETTINGS, yaml.toString());
        files.put(
                ElasticsearchLocalServers.CONFIGURATION.resolve("log4j2.properties"),
                String.join("\n", LOGGING) + "\n");
        files.put(ElasticsearchLocalServers.CONFIGURATION.resolve("jvm.options"), "");
        return files;
    }

    private static SortedMap<String, String> settings(LocalServer server) {
        SortedMap<String, String> settings = new TreeMap<>(server.settings());
        settings.remove(ElasticsearchLocalServers.HEAP);
        settings.remove(JavaChoice.SETTING);
        settings.putIfAbsent("node.name", String.valueOf(server.folder().getFileName()));
        settings.putIfAbsent("cluster.name", settings.get("node.name"));
        if (OTHERS.stream().noneMatch(name -> settings.containsKey(name))) {
            alone(settings, server.version());
        }
        settings.put("network.host", server.instance().address().host());
        settings.put("http.port", String.valueOf(server.instance().address().port()));
        settings.put("path.data", server.data().toString());
        settings.put(
                "path.logs",
                server.folder()
                        .resolve(ElasticsearchLocalServers.FOLDER)
                        .resolve("logs")
                        .toString());
        if (ServerHome.ofPrograms(server.programs())
                .filter(ServerHome::hasSecurity)
                .isPresent()) {
            settings.put(
                    "xpack.security.enabled",
                    String.valueOf(server.instance().password().isPresent()));
        }
        return NodeSettings.named(settings, server.version());
    }

    private static void alone(SortedMap<String, String> settings, Version version) {
        if (version.isOlderThan(DISCOVERS_BY_TYPE)) {
            settings.put("discovery.zen.ping.unicast.hosts", "");
        } else {
            settings.put("discovery.type", "single-node");
        }
        // Any free one, which nobody has to know.
        settings.putIfAbsent(version.isOlderThan(HAS_SEEDS) ? "transport.tcp.port" : "transport.port", "0");
    }
}
