package dev.uprev.testkit.servers;

import java.util.List;

/**
 * A release of Elasticsearch or OpenSearch that Maven has. Most have the server only, without the modules that are
 * packaged with it elsewhere: no painless, no ingest processors, and the analyzers of the server itself.
 *
 * @param name a line such as {@code 7.17}, or {@code opensearch-2.19}; {@code -full} where another of that line has
 *     less
 * @param version the whole version, pinned
 */
record ElasticsearchRelease(String name, String version, Distribution distribution) {
    private static final String CODELIBS = "org.codelibs.elasticsearch.module:%s:7.10.2";
    private static final String PLUGIN = "org.elasticsearch.plugin:%s-client:%s";

    /** Oldest first. Of 5.6, 6.2 and 6.8-full everything is there. */
    private static final List<ElasticsearchRelease> ALL = List.of(
            full("5.6", "5.6.16"),
            full("6.2", "6.2.4"),
            core(
                    "6.8",
                    "6.8.23",
                    ElasticsearchModule.reindex("6.8.23", PLUGIN.formatted("reindex", "6.8.23")),
                    ElasticsearchModule.parentJoin(PLUGIN.formatted("parent-join", "6.8.23"))),
            full("6.8-full", "6.8.23"),
            core("7.3", "7.3.0"),
            core(
                    "7.10",
                    "7.10.2",
                    ElasticsearchModule.reindex("7.10.2", CODELIBS.formatted("reindex")),
                    ElasticsearchModule.parentJoin(CODELIBS.formatted("parent-join")),
                    ElasticsearchModule.mapperExtras(CODELIBS.formatted("mapper-extras")),
                    ElasticsearchModule.analysisCommon(CODELIBS.formatted("analysis-common")),
                    ElasticsearchModule.ingestCommon("7.10.2"),
                    ElasticsearchModule.painless("7.10.2")),
            core(
                    "7.17",
                    "7.17.29",
                    ElasticsearchModule.reindex("7.17.29", PLUGIN.formatted("reindex", "7.17.29")),
                    ElasticsearchModule.parentJoin(PLUGIN.formatted("parent-join", "7.17.29")),
                    ElasticsearchModule.mapperExtras(PLUGIN.formatted("mapper-extras", "7.17.29")),
                    ElasticsearchModule.mustache(PLUGIN.formatted("lang-mustache", "7.17.29"))),
            core("8.6", "8.6.2"),
            core("8.19", "8.19.21"),
            core("9.5", "9.5.3"),
            openSearch("opensearch-1.3", "1.3.20"),
            openSearch("opensearch-2.19", "2.19.6"));

    /**
     * The release of this name.
     *
     * @param name as in {@link #name()}, or a pinned version
     * @throws dev.uprev.error.UpgradeException {@code server-unavailable} for any other
     */
    static ElasticsearchRelease of(String name) {
        return ALL.stream()
                .filter(release -> release.name.equals(name) || release.version.equals(name))
                .findFirst()
                .orElseThrow(() -> Unavailable.because("Elasticsearch " + name, "it is not among " + names())
                        .fix("take one of these, or start the server from a folder with its programs"));
    }

    static List<String> names() {
        return ALL.stream().map(ElasticsearchRelease::name).toList();
    }

    private static ElasticsearchRelease full(String name, String version) {
        return elasticsearch(name, version, "zip", List.of());
    }

    private static ElasticsearchRelease core(String name, String version, ElasticsearchModule... modules) {
        return elasticsearch(name, version, "integ-test-zip", List.of(modules));
    }

    private static ElasticsearchRelease elasticsearch(
            String name, String version, String kind, List<ElasticsearchModule> modules) {
        MavenArtifact zip =
                new MavenArtifact("org.elasticsearch.distribution." + kind, "elasticsearch", version, "zip", "");
        String folder = "elasticsearch-" + version + (name.endsWith("-full") ? "-full" : "");
        return new ElasticsearchRelease(name, version, new ElasticsearchDistribution(folder, zip, modules));
    }

    private static ElasticsearchRelease openSearch(String name, String version) {
        MavenArtifact zip =
                new MavenArtifact("org.opensearch.distribution.integ-test-zip", "opensearch", version, "zip", "");
        return new ElasticsearchRelease(
                name, version, new ElasticsearchDistribution("opensearch-" + version, zip, List.of()));
    }
}
