package dev.uprev.elasticsearch;

import dev.uprev.testkit.contract.EngineContract;
import dev.uprev.testkit.contract.EngineUnderTest;
import dev.uprev.testkit.servers.RequiresServers;
import org.junit.jupiter.api.AfterAll;

/** Elasticsearch keeps every contract, from 6.8 to 7.17. */
@RequiresServers
class ElasticsearchContractIT extends EngineContract {
    private static final ServerPool POOL = new ServerPool();

    @AfterAll
    static void stopServers() {
        POOL.close();
    }

    @Override
    protected EngineUnderTest engine() {
        return new ElasticsearchEngineUnderTest("6.8-full", "7.17", POOL);
    }
}
