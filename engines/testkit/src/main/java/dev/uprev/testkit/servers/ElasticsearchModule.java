package dev.uprev.testkit.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A module that the server in the Maven repository lacks, put together from its jars there.
 *
 * @param name the folder's name below {@code modules}
 * @param pluginClass the class that the server loads
 * @param jars as {@code group:artifact:version}, without those that the server has
 * @param rights what the module may do under the security manager, in a policy file's words; may be empty
 */
record ElasticsearchModule(String name, String pluginClass, List<String> jars, String rights) {
    private static final String REST_CLIENT = "org.elasticsearch.client:elasticsearch-rest-client:";
    private static final List<String> HTTP_CLIENT = List.of(
            "org.apache.httpcomponents:httpclient:4.5.10",
            "org.apache.httpcomponents:httpcore:4.4.12",
            "org.apache.httpcomponents:httpasyncclient:4.1.4",
            "org.apache.httpcomponents:httpcore-nio:4.4.12",
            "commons-codec:commons-codec:1.11",
            "commons-logging:commons-logging:1.1.3");
    private static final String MAY_CONNECT = """
            grant {
              permission java.net.SocketPermission "*", "connect";
              permission java.net.NetPermission "getProxySelector";
            };
            """;
    private static final String MAY_LOAD_SCRIPTS = """
            grant {
              permission java.lang.RuntimePermission "createClassLoader";
            };
            """;
    private static final String MAY_REFLECT = """
            grant {
              permission java.lang.reflect.ReflectPermission "suppressAccessChecks";
              permission java.lang.RuntimePermission "accessDeclaredMembers";
            };
            """;

    /** {@code _reindex}, from another cluster too where {@code reindex.remote.whitelist} has its address. */
    static ElasticsearchModule reindex(String version, String jar) {
        String ssl = version.startsWith("7.10")
                ? "org.codelibs.elasticsearch.lib:ssl-config:" + version
                : "org.elasticsearch:elasticsearch-ssl-config:" + version;
        return new ElasticsearchModule(
                "reindex",
                // It has moved on the way.
                version.startsWith("7.17")
                        ? "org.elasticsearch.reindex.ReindexPlugin"
                        : "org.elasticsearch.index.reindex.ReindexPlugin",
                Stream.concat(Stream.of(jar, ssl, REST_CLIENT + version), HTTP_CLIENT.stream())
                        .toList(),
                MAY_CONNECT);
    }

    static ElasticsearchModule parentJoin(String jar) {
        return new ElasticsearchModule("parent-join", "org.elasticsearch.join.ParentJoinPlugin", List.of(jar), "");
    }

    static ElasticsearchModule mapperExtras(String jar) {
        return new ElasticsearchModule(
                "mapper-extras", "org.elasticsearch.index.mapper.MapperExtrasPlugin", List.of(jar), "");
    }

    static ElasticsearchModule analysisCommon(String jar) {
        return new ElasticsearchModule(
                "analysis-common", "org.elasticsearch.analysis.common.CommonAnalysisPlugin", List.of(jar), "");
    }

    static ElasticsearchModule mustache(String jar) {
        return new ElasticsearchModule(
                "lang-mustache",
                "org.elasticsearch.script.mustache.MustachePlugin",
                List.of(jar, "com.github.spullara.mustache.java:compiler:0.9.6"),
                MAY_REFLECT);
    }

    /** The processors of ingest pipelines, such as {@code set}. */
    static ElasticsearchModule ingestCommon(String version) {
        return new ElasticsearchModule(
                "ingest-common",
                "org.elasticsearch.ingest.common.IngestCommonPlugin",
                List.of(
                        "org.codelibs.elasticsearch.module:ingest-common:" + version,
                        "org.codelibs.elasticsearch.module:scripting-painless-spi:" + version,
                        "org.codelibs.elasticsearch.lib:dissect:" + version,
                        "org.codelibs.elasticsearch.lib:grok:" + version,
                        "org.jruby.jcodings:jcodings:1.0.44",
                        "org.jruby.joni:joni:2.1.29"),
                "");
    }

    static ElasticsearchModule painless(String version) {
        return new ElasticsearchModule(
                "lang-painless",
                "org.elasticsearch.painless.PainlessPlugin",
                List.of(
                        "org.codelibs.elasticsearch.module:lang-painless:" + version,
                        "org.codelibs.elasticsearch.module:scripting-painless-spi:" + version,
                        "org.antlr:antlr4-runtime:4.5.3",
                        "org.ow2.asm:asm:7.2",
                        "org.ow2.asm:asm-analysis:7.2",
                        "org.ow2.asm:asm-commons:7.2",
                        "org.ow2.asm:asm-tree:7.2",
                        "org.ow2.asm:asm-util:7.2"),
                MAY_LOAD_SCRIPTS);
    }

    /** Adds the module to a server. */
    void addTo(ElasticsearchProgram server, Path download) throws IOException {
        Path folder = Files.createDirectories(server.home().resolve("modules").resolve(name));
        for (String coordinates : jars) {
            String[] parts = coordinates.split(":", -1);
            Path jar = MavenArtifact.jar(parts[0], parts[1], parts[2]).file(download);
            Files.copy(jar, folder.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!rights.isEmpty()) {
            Files.writeString(folder.resolve("plugin-security.policy"), rights);
        }
        describe(server, folder, name, pluginClass);
    }

    /** Writes the file by which a server finds the classes of a module. */
    static void describe(ElasticsearchProgram server, Path folder, String name, String pluginClass) throws IOException {
        Files.write(
                folder.resolve("plugin-descriptor.properties"),
                List.of(
                        "name=" + name,
                        "description=" + name,
                        "version=" + server.version(),
                        "elasticsearch.version=" + server.version(),
                        "java.version=" + (server.version().major() < 8 ? "1.8" : "17"),
                        "classname=" + pluginClass,
                        // Asked for up to 7.
                        "extended.plugins=",
                        "has.native.controller=false"));
    }
}
