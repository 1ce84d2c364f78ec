package dev.uprev.redis;

import dev.uprev.testkit.contract.EngineContract;
import dev.uprev.testkit.contract.EngineUnderTest;
import dev.uprev.testkit.servers.RequiresServers;

/** Redis keeps every contract, from 6.2 to 7.0. */
@RequiresServers
class RedisContractIT extends EngineContract {
    @Override
    protected EngineUnderTest engine() {
        return new RedisEngineUnderTest("6.2", "7.0");
    }
}
