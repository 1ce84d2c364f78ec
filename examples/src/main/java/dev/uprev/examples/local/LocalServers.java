package dev.uprev.examples.local;

import dev.uprev.control.LocalInstanceController;
import dev.uprev.elasticsearch.ElasticsearchEngine;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.postgresql.PostgresqlEngine;
import dev.uprev.redis.RedisEngine;
import dev.uprev.secret.Redactor;
import dev.uprev.secret.SecretResolver;
import dev.uprev.spi.EngineProvider;
import dev.uprev.spi.InstanceController;
import dev.uprev.testkit.servers.ElasticsearchServer;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.tool.ToolRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Servers of one engine on this machine, as an upgrade creates, stops and starts them. */
public final class LocalServers {
    private final DatabaseEngine engine;
    private final SortedMap<String, String> settings;
    private final InstanceController controller;

    private LocalServers(
            EngineProvider engine,
            Path folder,
            List<Path> programs,
            List<String> launcher,
            Map<String, String> settings) {
        this.engine = engine.engine();
        this.settings = new TreeMap<>(settings);
        this.controller = new LocalInstanceController(
                ToolRunner.local(new Redactor()),
                SecretResolver.standard(),
                List.of(engine),
                folder.resolve("servers"),
                programs,
                launcher);
    }

    /**
     * PostgreSQL servers, which another server can follow.
     *
     * @param programs the folders with programs of servers
     */
    public static LocalServers postgresql(Path folder, List<Path> programs) {
        return new LocalServers(
                new PostgresqlEngine(), folder, programs, PostgresServer.launcher(), Map.of("wal_level", "logical"));
    }

    /**
     * Redis and Valkey servers.
     *
     * @param programs the folders with programs of servers
     * @param settings as in redis.conf
     */
    public static LocalServers redis(Path folder, List<Path> programs, Map<String, String> settings) {
        return new LocalServers(new RedisEngine(), folder, programs, List.of(), settings);
    }

    /**
     * Elasticsearch and OpenSearch servers.
     *
     * @param programs the folders with programs of servers
     */
    public static LocalServers elasticsearch(Path folder, List<Path> programs) {
        return new LocalServers(new ElasticsearchEngine(), folder, programs, ElasticsearchServer.launcher(), Map.of());
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
        return new UpgradeTarget.Create(name, Version.parse(version), settings);
    }

    /** The server of that name; created where there is none. */
    public Instance provision(String name, String version) {
        return provision(name, version, settings);
    }

    /** As the other, with these settings of the server. */
    public Instance provision(String name, String version, SortedMap<String, String> other) {
        return controller.provision(engine, name, Version.parse(version), other);
    }

    public void remove(String name) {
        controller.remove(engine, name);
    }
}
