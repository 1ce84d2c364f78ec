package dev.uprev.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresServers
class ElasticsearchClusterIT {
    @ParameterizedTest
    @ValueSource(strings = {"6.8", "7.17"})
    void isWholeAgainWhenTheMasterComesBack(String release) {
        try (ElasticsearchCluster cluster = ElasticsearchCluster.start(release, 3, node -> node.heap(256))) {
            cluster.node(0)
                    .ask(
                            "PUT",
                            "/books",
                            "{\"settings\": {\"number_of_shards\": 2, \"number_of_replicas\": 1,"
                                    + " \"unassigned.node_left.delayed_timeout\": \"60s\"}}");
            cluster.node(2).ask("PUT", "/books/_doc/1?refresh=true", "{\"a\": 1}");
            cluster.awaitGreen();
            assertThat(cluster.instance().addresses()).hasSize(3);
            ElasticsearchServer master = cluster.master();

            master.restart();
            cluster.awaitGreen();

            assertThat(cluster.node(0).ask("GET", "/_cat/nodes?h=name").lines().map(String::strip))
                    .containsExactlyInAnyOrder("node-1", "node-2", "node-3");
            assertThat(cluster.node(1).ask("GET", "/books/_count")).contains("\"count\":1");
        }
    }
}
