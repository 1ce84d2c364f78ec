package dev.uprev.examples.local;

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
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.tool.ToolRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Servers on this machine, as an upgrade creates, stops and starts them. */
public final class LocalServers {
    private final InstanceController controller;

    /** @param programs the folders with programs of servers */
    public LocalServers(Path folder, List<Path> programs) {
        this.controller = new LocalInstanceController(
                ToolRunner.local(new Redactor()),
                SecretResolver.standard(),
                List.of(new PostgresqlEngine()),
                folder.resolve("servers"),
                programs,
                PostgresServer.launcher());
    }

    /** The folders with the programs that pg_upgrade needs of two releases, the old one first. */
    public static List<Path> upgradable(String from, int toMajor) {
        return List.of(
                PostgresTools.upgradable(Version.parse(from).major()),
                PostgresTools.bin(
                        toMajor,
                        "pg_upgrade",
                        "postgres",
                        "initdb",
                        "pg_ctl",
                        "pg_controldata",
                        "pg_resetwal",
                        "pg_dump",
                        "pg_restore",
                        "psql",
                        "vacuumdb"));
    }

    public InstanceController controller() {
        return controller;
    }

    public UpgradeTarget toCreate(String name, String version) {
        return new UpgradeTarget.Create(name, Version.parse(version), settings());
    }

    /** The server of that name; created where there is none. */
    public Instance provision(String name, String version) {
        return provision(name, version, settings());
    }

    /** As the other, with these settings of the server. */
    public Instance provision(String name, String version, SortedMap<String, String> settings) {
        return controller.provision(DatabaseEngine.POSTGRESQL, name, Version.parse(version), settings);
    }

    public void remove(String name) {
        controller.remove(DatabaseEngine.POSTGRESQL, name);
    }

    /** So that another server can follow this one. */
    private static SortedMap<String, String> settings() {
        return new TreeMap<>(Map.of("wal_level", "logical"));
    }
}
