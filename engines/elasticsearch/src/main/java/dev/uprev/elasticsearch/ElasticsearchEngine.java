package dev.uprev.elasticsearch;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.spi.EngineProvider;
import dev.uprev.spi.InstanceInspector;

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
}
