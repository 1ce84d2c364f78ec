package dev.uprev.elasticsearch;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.spi.DumpSupport;
import dev.uprev.spi.EngineProvider;
import dev.uprev.spi.InPlaceSupport;
import dev.uprev.spi.InstanceInspector;
import dev.uprev.spi.LocalServerSupport;
import dev.uprev.spi.RestoreSupport;
import dev.uprev.spi.VerificationSupport;
import java.util.Optional;

/** Elasticsearch from 5.6 on, and OpenSearch. Thread-safe. */
public final class ElasticsearchEngine implements EngineProvider {
    @Override
    public DatabaseEngine engine() {
        return DatabaseEngine.ELASTICSEARCH;
    }

    @Override
    public InstanceInspector inspector() {
        return new ElasticsearchInspector();
    }

    @Override
    public Optional<DumpSupport> dump() {
        return Optional.of(new ElasticsearchDump());
    }

    @Override
    public Optional<RestoreSupport> restore() {
        return Optional.of(new ElasticsearchRestore());
    }

    @Override
    public Optional<VerificationSupport> verification() {
        return Optional.of(new ElasticsearchVerification());
    }

    @Override
    public Optional<InPlaceSupport> inPlace() {
        return Optional.of(new ElasticsearchInPlace());
    }

    @Override
    public Optional<LocalServerSupport> localServers() {
        return Optional.of(new ElasticsearchLocalServers());
    }
}
