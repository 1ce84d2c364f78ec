package dev.uprev.redis;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.spi.DumpSupport;
import dev.uprev.spi.EngineProvider;
import dev.uprev.spi.InPlaceSupport;
import dev.uprev.spi.InstanceInspector;
import dev.uprev.spi.LocalServerSupport;
import dev.uprev.spi.RestoreSupport;
import dev.uprev.spi.VerificationSupport;
import java.util.Optional;

/** Redis from 2.8 on, and Valkey. Thread-safe. */
public final class RedisEngine implements EngineProvider {
    @Override
    public DatabaseEngine engine() {
        return DatabaseEngine.REDIS;
    }

    @Override
    public InstanceInspector inspector() {
        return new RedisInspector();
    }

    @Override
    public Optional<DumpSupport> dump() {
        return Optional.of(new RedisDump());
    }

    @Override
    public Optional<RestoreSupport> restore() {
        return Optional.of(new RedisRestore());
    }

    @Override
    public Optional<VerificationSupport> verification() {
        return Optional.of(new RedisVerification());
    }

    @Override
    public Optional<InPlaceSupport> inPlace() {
        return Optional.of(new RedisInPlace());
    }

    @Override
    public Optional<LocalServerSupport> localServers() {
        return Optional.of(new RedisLocalServers());
    }
}
