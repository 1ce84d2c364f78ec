package dev.uprev.examples.demo;

import dev.uprev.control.LocalInstanceController;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.postgresql.PostgresqlEngine;
import dev.uprev.secret.Redactor;
import dev.uprev.secret.SecretResolver;
import dev.uprev.spi.InstanceController;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.tool.ToolRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The newer server, which the upgrade itself creates on this machine. */
final class LocalTarget implements AutoCloseable {
    private static final String NAME = "shop-on-new";

    private final InstanceController controller;
    private final Version version;

    LocalTarget(Path folder, int major) {
        String line = Integer.toString(major);
        this.version = Version.parse(line);
        this.controller = new LocalInstanceController(
                ToolRunner.local(new Redactor()),
                SecretResolver.standard(),
                List.of(new PostgresqlEngine()),
                folder.resolve("servers"),
                List.of(PostgresServer.programs(line)),
                PostgresServer.launcher());
    }

    InstanceController controller() {
        return controller;
    }

    UpgradeTarget asTarget() {
        return new UpgradeTarget.Create(NAME, version, settings());
    }

    /** The server, once it has been created. */
    Instance instance() {
        return controller.provision(DatabaseEngine.POSTGRESQL, NAME, version, settings());
    }

    /** So that the old server can follow this one. */
    private static SortedMap<String, String> settings() {
        return new TreeMap<>(Map.of("wal_level", "logical"));
    }

    @Override
    public void close() {
        controller.remove(DatabaseEngine.POSTGRESQL, NAME);
    }
}
