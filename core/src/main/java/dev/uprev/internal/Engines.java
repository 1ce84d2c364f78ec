package dev.uprev.internal;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.spi.EngineProvider;
import java.util.List;
import java.util.stream.Collectors;

/** The engines that are there. */
public record Engines(List<EngineProvider> providers) {
    public Engines {
        providers = List.copyOf(providers);
    }

    /**
     * The provider of an engine; of several the first.
     *
     * @throws UpgradeException {@code engine-missing}
     */
    public EngineProvider of(DatabaseEngine engine) {
        return providers.stream()
                .filter(provider -> provider.engine().equals(engine))
                .findFirst()
                .orElseThrow(() -> UpgradeException.failed("engine-missing", "no module for " + engine + " is there")
                        .seen(providers.stream()
                                .map(provider -> provider.engine().id())
                                .collect(Collectors.joining(", ")))
                        .why("assessing needs the core alone, but moving data needs the engine's module")
                        .fix("add dev.uprev:uprev-" + engine.id() + " to the class path"));
    }
}
