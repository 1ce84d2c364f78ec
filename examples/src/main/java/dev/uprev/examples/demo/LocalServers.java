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

/** Servers on this machine, as an upgrade creates, stops and starts them. */
final class LocalServers {
    private final InstanceController controller;

    /** @param programs the folders with programs of servers */
    LocalServers(Path folder, List<Path> programs) {
        this.controller = new LocalInstanceController(
                ToolRunner.local(new Redactor()),
                SecretResolver.standard(),
                List.of(new PostgresqlEngine()),
                folder.resolve("servers"),
                programs,
                PostgresServer.launcher());
    }

    InstanceController controller() {
        return controller;
    }

    UpgradeTarget toCreate(String name, String version) {
        return new UpgradeTarget.Create(name, Version.parse(version), settings());
    }

    /** The server of that name; created where there is none. */
    Instance provision(String name, String version) {
        return controller.provision(DatabaseEngine.POSTGRESQL, name, Version.parse(version), settings());
    }

    void remove(String name) {
        controller.remove(DatabaseEngine.POSTGRESQL, name);
    }

    /** So that another server can follow this one. */
    private static SortedMap<String, String> settings() {
        return new TreeMap<>(Map.of("wal_level", "logical"));
    }
}
