package dev.uprev.postgresql;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.spi.DumpSupport;
import dev.uprev.spi.EngineProvider;
import dev.uprev.spi.InPlaceSupport;
import dev.uprev.spi.InstanceInspector;
import dev.uprev.spi.LocalServerSupport;
import dev.uprev.spi.ReplicationSupport;
import dev.uprev.spi.RestoreSupport;
import dev.uprev.spi.VerificationSupport;
import java.util.Optional;

/** PostgreSQL, versions 9.2 and later as the source, 10 and later as the target. Thread-safe. */
public final class PostgresqlEngine implements EngineProvider {
    @Override
    public DatabaseEngine engine() {
        return DatabaseEngine.POSTGRESQL;
    }

    @Override
    public InstanceInspector inspector() {
        return new PostgresqlInspector();
    }

    @Override
    public Optional<DumpSupport> dump() {
        return Optional.of(new PostgresqlDump());
    }

    @Override
    public Optional<RestoreSupport> restore() {
        return Optional.of(new PostgresqlRestore());
    }

    @Override
    public Optional<ReplicationSupport> replication() {
        return Optional.of(new PostgresqlReplication());
    }

    @Override
    public Optional<LocalServerSupport> localServers() {
        return Optional.of(new PostgresqlLocalServers());
    }

    @Override
    public Optional<InPlaceSupport> inPlace() {
        return Optional.of(new PostgresqlInPlace());
    }

    @Override
    public Optional<VerificationSupport> verification() {
        return Optional.of(new PostgresqlVerification());
    }
}
