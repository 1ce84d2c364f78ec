package dev.uprev.testkit.memory;

import dev.uprev.compat.CompatibilityRule;
import dev.uprev.compat.CompatibilityRules;
import dev.uprev.compat.ReleaseCatalog;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.VersionScheme;
import dev.uprev.spi.DumpSupport;
import dev.uprev.spi.EngineProvider;
import dev.uprev.spi.InPlaceSupport;
import dev.uprev.spi.InstanceInspector;
import dev.uprev.spi.ReplicationSupport;
import dev.uprev.spi.RestoreSupport;
import dev.uprev.spi.VerificationSupport;
import java.util.Optional;

/** The in-memory engine, with every capability. Its servers are {@link MemoryServer}s. Thread-safe. */
public final class MemoryEngine implements EngineProvider {
    public static final DatabaseEngine MEMORY = DatabaseEngine.of("memory", "Memory", VersionScheme.MAJOR);

    /** Its releases are 1 to 5; every method is possible, in place one release line at a time. */
    public static CompatibilityRules rules() {
        return CompatibilityRules.empty()
                .with(ReleaseCatalog.empty().with(MEMORY, "1", "2", "3", "4", "5"))
                .with(
                        CompatibilityRule.allow("memory-any")
                                .engine(MEMORY)
                                .why("any version can take the data of any older one")
                                .build(),
                        passThrough("2"),
                        passThrough("3"),
                        passThrough("4"));
    }

    private static CompatibilityRule passThrough(String line) {
        return CompatibilityRule.passThrough("memory-one-at-a-time", line)
                .engine(MEMORY)
                .method(UpgradeMethod.IN_PLACE)
                .why("a version reads the files of the one before it only")
                .build();
    }

    @Override
    public DatabaseEngine engine() {
        return MEMORY;
    }

    @Override
    public InstanceInspector inspector() {
        return new MemoryInspector();
    }

    @Override
    public Optional<DumpSupport> dump() {
        return Optional.of(new MemoryDump());
    }

    @Override
    public Optional<RestoreSupport> restore() {
        return Optional.of(new MemoryRestore());
    }

    @Override
    public Optional<ReplicationSupport> replication() {
        return Optional.of(new MemoryReplication());
    }

    @Override
    public Optional<InPlaceSupport> inPlace() {
        return Optional.of(new MemoryInPlace());
    }

    @Override
    public Optional<VerificationSupport> verification() {
        return Optional.of(new MemoryVerification());
    }
}
