package dev.uprev.redis;

import dev.uprev.spi.EngineProvider;
import dev.uprev.testkit.contract.EngineUnderTest;
import dev.uprev.testkit.contract.ServerUnderTest;

/** Redis for the contracts, from one release of the test kit to another. */
record RedisEngineUnderTest(String older, String newer) implements EngineUnderTest {
    @Override
    public EngineProvider provider() {
        return new RedisEngine();
    }

    @Override
    public ServerUnderTest startOlder(String password) {
        return RedisUnderTest.start(older, password, streams());
    }

    @Override
    public ServerUnderTest startNewer(String password) {
        return RedisUnderTest.start(newer, password, streams());
    }

    /** Whether both have them: data are the same on both sides. */
    private boolean streams() {
        return !older.equals("2.8");
    }
}
