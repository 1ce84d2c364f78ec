package dev.uprev.examples.demo;

import dev.uprev.examples.local.LocalServers;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.testkit.servers.ElasticsearchServer;
import java.nio.file.Path;
import java.util.List;

/**
 * An Elasticsearch that is upgraded, in place or by dump and restore.
 *
 * @param from the release, as the test kit names it
 * @param to the release, likewise
 */
record ElasticsearchPlay(String from, String to, UpgradeMethod method) implements Play {
    @Override
    public Shop shop() {
        return new ElasticsearchShop();
    }

    @Override
    public Stage stage(Path folder) {
        if (method == UpgradeMethod.IN_PLACE) {
            List<Path> programs = List.of(ElasticsearchServer.programs(from), ElasticsearchServer.programs(to));
            return new OneServer(
                    "Elasticsearch " + from, LocalServers.elasticsearch(folder, programs), version(from), version(to));
        }
        LocalServers local = LocalServers.elasticsearch(folder, List.of(ElasticsearchServer.programs(to)));
        ElasticsearchServer old = ElasticsearchServer.start(from);
        return new TwoServers(new TwoServers.Old(old.toString(), old.instance(), old::close), local, version(to));
    }

    /** The version of {@code opensearch-2.19}. */
    private static String version(String release) {
        return release.replace("opensearch-", "");
    }
}
