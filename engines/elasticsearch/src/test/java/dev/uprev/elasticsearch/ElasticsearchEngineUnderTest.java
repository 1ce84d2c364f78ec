package dev.uprev.elasticsearch;

import dev.uprev.spi.EngineProvider;
import dev.uprev.testkit.contract.EngineUnderTest;
import dev.uprev.testkit.contract.ServerUnderTest;
import dev.uprev.testkit.servers.ElasticsearchServer;

/** Elasticsearch for the contracts, from one release of the test kit to another. */
record ElasticsearchEngineUnderTest(String older, String newer) implements EngineUnderTest {
    @Override
    public EngineProvider provider() {
        return new ElasticsearchEngine();
    }

    @Override
    public ServerUnderTest startOlder(String password) {
        return start(older, password);
    }

    @Override
    public ServerUnderTest startNewer(String password) {
        return start(newer, password);
    }

    private static ServerUnderTest start(String release, String password) {
        ElasticsearchServer server =
                ElasticsearchServer.setup(release).password(password).start();
        return new ElasticsearchUnderTest(new ElasticsearchUnderTest.Host(
                server.instance(), server::ask, server::kill, server::restart, server::close));
    }
}
