package dev.uprev.elasticsearch;

import dev.uprev.spi.LocalServer;
import dev.uprev.tool.ToolCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a node is started without the scripts that came with it, whose options for Java are only right for the releases
 * of Java of their time.
 */
final class NodeCommand {
    /**
     * Starts what it is given in the background, with all output in a file, notes its process, and ends. A node would
     * note it by itself only some seconds later, in which it could neither be found nor stopped.
     */
    private static final String IN_BACKGROUND =
            "log=$1; pid=$2; shift 2; \"$@\" >>\"$log\" 2>&1 </dev/null & echo $! >\"$pid\"";

    private static final String DEFAULT_HEAP = "1g";

    private final LocalServer server;
    private final ServerHome home;
    private final Path java;

    NodeCommand(LocalServer server, ServerHome home) {
        this.server = server;
        this.home = home;
        this.java = JavaChoice.find(home, server.settings().getOrDefault(JavaChoice.SETTING, ""));
    }

    ToolCommand build() {
        List<String> words = new ArrayList<>(List.of("-c", IN_BACKGROUND, "sh"));
        words.add(server.log().toString());
        words.add(new ElasticsearchLocalServers().pidFile(server).toString());
        words.add(java.resolve("bin/java").toString());
        words.addAll(home.hasLauncher() ? launcher() : direct());
        ToolCommand.Builder command = ToolCommand.of("sh")
                .arguments(words)
                .directory(home.folder())
                .environment("LIBFFI_TMPDIR", temporary())
                .fix("see to what its log says: " + server.log());
        if (home.hasLauncher()) {
            command.environment("ES_HOME", home.folder().toString())
                    .environment("ES_PATH_CONF", configuration())
                    .environment("ES_TMPDIR", temporary())
                    .environment("ES_DISTRIBUTION_TYPE", "zip")
                    .environment("ES_JAVA_OPTS", String.join(" ", memory()) + " " + inTemporary())
                    .environment("CLI_JAVA_OPTS", "-Xmx64m -XX:+UseSerialGC")
                    .environment("JAVA", java.resolve("bin/java").toString())
                    .environment("JAVA_TYPE", "ES_JAVA_HOME");
        }
        return command.build();
    }

    private String configuration() {
        return server.folder().resolve(ElasticsearchLocalServers.CONFIGURATION).toString();
    }

    private String temporary() {
        return server.folder().resolve(ElasticsearchLocalServers.TEMPORARY).toString();
    }

    /** A node that may write to the folder of its configuration, as to all of /tmp, refuses to start from 8.19 on. */
    private String inTemporary() {
        return "-Djava.io.tmpdir=" + temporary();
    }

    private List<String> memory() {
        String heap = server.settings().getOrDefault(ElasticsearchLocalServers.HEAP, DEFAULT_HEAP);
        return List.of("-Xms" + heap, "-Xmx" + heap, "-XX:-UseG1GC", "-XX:+UseSerialGC");
    }

    /**
     * It starts the node with the Java that JAVA names, stays as long as that runs, and stops it when it is stopped.
     */
    private List<String> launcher() {
        // By the path it can be told whose process it is.
        List<String> words =
                new ArrayList<>(List.of("-Xmx64m", "-XX:+UseSerialGC", "-Des.path.conf=" + configuration()));
        if (home.folder().resolve("lib/tools/server-launcher").toFile().isDirectory()) {
            words.addAll(List.of(
                    "-cp", home.jars("lib/tools/server-launcher"), "org.elasticsearch.server.launcher.ServerLauncher"));
            return words;
        }
        words.addAll(List.of(
                "-Dcli.name=server",
                "-Dcli.script=" + home.folder().resolve("bin/elasticsearch"),
                "-Dcli.libs=lib/tools/server-cli",
                "-Des.path.home=" + home.folder(),
                "-Des.distribution.type=zip",
                "-Des.java.type=ES_JAVA_HOME",
                "-cp",
                home.jars("lib") + ":" + home.jars("lib/cli-launcher"),
                "org.elasticsearch.launcher.CliToolLauncher"));
        return words;
    }

    /** Netty and JNA are kept from what newer releases of Java refuse. */
    private List<String> direct() {
        List<String> words = new ArrayList<>(memory());
        words.addAll(List.of(
                "-Xss1m",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                inTemporary(),
                "-Djna.tmpdir=" + temporary(),
                "-Djna.nosys=true",
                "-Dlog4j.shutdownHookEnabled=false",
                "-Dlog4j2.disable.jmx=true",
                "-Dlog4j2.formatMsgNoLookups=true",
                "-Dio.netty.noUnsafe=true",
                "-Dio.netty.noKeySetOptimization=true",
                "-Dio.netty.recycler.maxCapacityPerThread=0",
                "-Dio.netty.allocator.numDirectArenas=0"));
        if (home.isSince("8.0")) {
            words.add("--add-opens=java.base/java.io=ALL-UNNAMED");
        }
        words.addAll(List.of(
                "-Des.path.home=" + home.folder(),
                "-Des.path.conf=" + configuration(),
                "-Des.distribution.type=zip",
                "-Des.distribution.flavor=" + home.flavour(),
                "-Des.bundled_jdk=" + home.ownJava().isPresent(),
                "-cp",
                home.jars("lib"),
                "org.elasticsearch.bootstrap.Elasticsearch"));
        return words;
    }
}
