package dev.uprev.redis;

import dev.uprev.testkit.contract.EngineContract;
import dev.uprev.testkit.contract.EngineUnderTest;
import dev.uprev.testkit.servers.RequiresServers;

/** Redis keeps every contract, from the oldest release to 7.0. */
@RequiresServers
class OldestRedisContractIT extends EngineContract {
    @Override
    protected EngineUnderTest engine() {
        return new RedisEngineUnderTest("2.8", "7.0");
    }
}
