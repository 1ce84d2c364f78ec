package dev.uprev.testkit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The folder with the settings of a test server. */
final class ElasticsearchConfiguration {
    private static final List<String> LOGGING = List.of(
            "status = error",
            "appender.console.type = Console",
            "appender.console.name = console",
            "appender.console.layout.type = PatternLayout",
            "appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %m%n",
            "rootLogger.level = info",
            "rootLogger.appenderRef.console.ref = console");

    private ElasticsearchConfiguration() {}

    static void write(Path folder, ElasticsearchFiles files) throws IOException {
        ElasticsearchProgram program = files.program();
        StringBuilder yaml = new StringBuilder();
        settings(files)
                .forEach((name, value) -> yaml.append(name)
                        .append(": \"")
                        .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                        .append("\"\n"));
        PrivateFile.write(folder.resolve(program.product() + ".yml"), yaml.toString());
        Files.write(folder.resolve("log4j2.properties"), LOGGING);
        Files.writeString(folder.resolve("jvm.options"), "");
        if (program.hasSecurity()) {
            ElasticsearchUsers.write(folder, files.setup().users);
        }
    }

    private static Map<String, String> settings(ElasticsearchFiles files) {
        ElasticsearchProgram program = files.program();
        ElasticsearchSetup setup = files.setup();
        boolean untilSix = !program.isOpenSearch() && program.major() <= 6;
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("cluster.name", files.clusterName());
        settings.put("node.name", setup.nodeName());
        settings.put("path.data", files.data().toString());
        settings.put("path.logs", files.logs().toString());
        settings.put("path.repo", files.snapshots().toString());
        settings.put("network.host", ServerAddress.HOST);
        settings.put("cluster.routing.allocation.disk.threshold_enabled", "false");
        if (setup.membership.isPresent()) {
            settings.putAll(setup.membership.get().settings(untilSix));
        } else if (program.major() == 5) {
            // An empty list, so that it does not look for others on this machine.
            settings.put("discovery.zen.ping.unicast.hosts", "");
        } else {
            settings.put("discovery.type", "single-node");
        }
        if (program.hasModule("x-pack-ml")) {
            settings.put("xpack.ml.enabled", "false");
        }
        if (program.hasSecurity()) {
            settings.putAll(security(files.certificate(), !setup.users.isEmpty()));
        }
        settings.putAll(setup.settings);
        return settings;
    }

    private static Map<String, String> security(Optional<TestCertificate> certificate, boolean enabled) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("xpack.security.enabled", Boolean.toString(enabled));
        certificate.ifPresent(tls -> {
            settings.put("xpack.security.http.ssl.enabled", "true");
            settings.put(
                    "xpack.security.http.ssl.certificate", tls.certificate().toString());
            settings.put("xpack.security.http.ssl.key", tls.key().toString());
        });
        return settings;
    }
}
