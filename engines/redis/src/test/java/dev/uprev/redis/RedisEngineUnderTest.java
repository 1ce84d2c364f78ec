package dev.uprev.redis;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;
import dev.uprev.spi.EngineProvider;
import dev.uprev.testkit.contract.EngineUnderTest;
import dev.uprev.testkit.contract.ServedUnderTest;
import dev.uprev.testkit.contract.ServerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Redis for the contracts, from one release of the test kit to another. */
record RedisEngineUnderTest(String older, String newer) implements EngineUnderTest {
    @Override
    public EngineProvider provider() {
        return new RedisEngine();
    }

    @Override
    public Set<UpgradeMethod> methods() {
        return EnumSet.of(UpgradeMethod.DUMP_AND_RESTORE, UpgradeMethod.IN_PLACE);
    }

    @Override
    public ServerUnderTest startOlder(String password) {
        return RedisUnderTest.start(older, password, streams());
    }

    @Override
    public ServerUnderTest startNewer(String password) {
        return RedisUnderTest.start(newer, password, streams());
    }

    @Override
    public ServedUnderTest startServed(Path folder, String password) {
        Path secret;
        try {
            secret = Served.secretFile(Files.createDirectories(folder), password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Served served = Served.start(folder, Map.of("password", "file:" + secret), older, newer);
        RedisUnderTest.Host host = new RedisUnderTest.Host(
                served.instance,
                () -> served.servers.stop(DatabaseEngine.REDIS, served.name),
                () -> served.servers.start(DatabaseEngine.REDIS, served.name, Version.parse(older)),
                served::close);
        return new ServedUnderTest(
                new RedisUnderTest(host, password, streams()), served.servers, served.name, Version.parse(newer));
    }

    /** Whether both have them: data are the same on both sides. */
    private boolean streams() {
        return !older.equals("2.8");
    }
}
