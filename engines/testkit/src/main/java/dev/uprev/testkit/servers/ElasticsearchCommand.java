package dev.uprev.testkit.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a server is started without its own scripts, whose options for Java are wrong for newer releases of Java and
 * which know nothing of ours.
 */
final class ElasticsearchCommand {
    private final ElasticsearchFiles files;
    private final ElasticsearchProgram program;

    ElasticsearchCommand(ElasticsearchFiles files) {
        this.files = files;
        this.program = files.program();
    }

    List<String> words(int httpPort, int transportPort) {
        List<String> words = new ArrayList<>(environment());
        words.add(files.java().program("java").toString());
        words.addAll(program.hasLauncher() ? launcher() : server());
        boolean untilSix = !program.isOpenSearch() && program.major() <= 6;
        words.add("-Ehttp.port=" + httpPort);
        words.add((untilSix ? "-Etransport.tcp.port=" : "-Etransport.port=") + transportPort);
        return words;
    }

    /** The program env becomes the server: the process keeps its id. */
    /** A node that may write to the folder of its configuration, as to all of /tmp, refuses to start from 8.19 on. */
    private String inTemporary() {
        return "-Djava.io.tmpdir=" + files.temporary();
    }

    private List<String> environment() {
        List<String> words =
                new ArrayList<>(List.of("env", "-u", "JAVA_TOOL_OPTIONS", "LIBFFI_TMPDIR=" + files.temporary()));
        if (program.hasLauncher()) {
            words.addAll(List.of(
                    "ES_HOME=" + program.home(),
                    "ES_PATH_CONF=" + files.configuration(),
                    "ES_TMPDIR=" + files.temporary(),
                    "ES_DISTRIBUTION_TYPE=zip",
                    "ES_JAVA_OPTS=" + String.join(" ", memory()) + " " + inTemporary(),
                    "CLI_JAVA_OPTS=-Xmx64m -XX:+UseSerialGC",
                    "JAVA=" + files.java().program("java"),
                    "JAVA_TYPE=ES_JAVA_HOME"));
        }
        return words;
    }

    private List<String> memory() {
        String heap = files.setup().heapMebibytes + "m";
        List<String> options =
                new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap, "-XX:-UseG1GC", "-XX:+UseSerialGC"));
        options.addAll(files.setup().javaOptions);
        return options;
    }

    /** Starts the server as a process of its own. */
    private List<String> launcher() {
        Path tools = program.home().resolve("lib/tools/server-launcher");
        List<String> words = new ArrayList<>(List.of("-Xmx64m", "-XX:+UseSerialGC"));
        if (tools.toFile().isDirectory()) {
            words.addAll(List.of("-cp", tools + "/*", "org.elasticsearch.server.launcher.ServerLauncher"));
            return words;
        }
        Path lib = program.home().resolve("lib");
        words.addAll(List.of(
                "-Dcli.name=server",
                "-Dcli.script=" + program.home().resolve("bin/elasticsearch"),
                "-Dcli.libs=lib/tools/server-cli",
                "-Des.path.home=" + program.home(),
                "-Des.path.conf=" + files.configuration(),
                "-Des.distribution.type=zip",
                "-Des.java.type=ES_JAVA_HOME",
                "-cp",
                lib + "/*:" + lib.resolve("cli-launcher") + "/*",
                "org.elasticsearch.launcher.CliToolLauncher"));
        return words;
    }

    /** Netty and JNA are kept from what newer releases of Java refuse. */
    private List<String> server() {
        List<String> words = new ArrayList<>(memory());
        words.addAll(List.of(
                "-Xss1m",
                "-XX:-OmitStackTraceInFastThrow",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                inTemporary(),
                "-Djna.tmpdir=" + files.temporary(),
                "-Djna.nosys=true",
                "-Dlog4j.shutdownHookEnabled=false",
                "-Dlog4j2.disable.jmx=true",
                "-Dlog4j2.formatMsgNoLookups=true",
                "-Dio.netty.noUnsafe=true",
                "-Dio.netty.noKeySetOptimization=true",
                "-Dio.netty.recycler.maxCapacityPerThread=0",
                "-Dio.netty.allocator.numDirectArenas=0"));
        if (program.major() == 8) {
            words.add("--add-opens=java.base/java.io=ALL-UNNAMED");
        }
        String prefix = program.isOpenSearch() ? "opensearch" : "es";
        words.addAll(List.of(
                "-D" + prefix + ".path.home=" + program.home(),
                "-D" + prefix + ".path.conf=" + files.configuration(),
                "-D" + prefix + ".distribution.type=zip",
                "-D" + prefix + ".bundled_jdk=false"));
        if (!program.isOpenSearch()) {
            words.add("-Des.distribution.flavor=" + (program.hasModule("x-pack-core") ? "default" : "oss"));
        }
        words.addAll(List.of(
                "-cp",
                program.home().resolve("lib") + "/*",
                program.isOpenSearch()
                        ? "org.opensearch.bootstrap.OpenSearch"
                        : "org.elasticsearch.bootstrap.Elasticsearch"));
        return words;
    }
}
