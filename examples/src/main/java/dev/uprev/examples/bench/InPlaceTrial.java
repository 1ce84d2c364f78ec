package dev.uprev.examples.bench;

import dev.uprev.examples.local.LocalServers;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.secret.Redactor;
import dev.uprev.spi.InstanceController;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.tool.ToolCommand;
import dev.uprev.tool.ToolRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One server, which one contender upgrades. Closing it stops the server and removes its data. */
final class InPlaceTrial implements AutoCloseable {
    static final String NAME = "bench-db";

    private static final ToolRunner TOOLS = ToolRunner.local(new Redactor());

    private final Path folder;
    private final String to;
    private final Map<String, String> settings;
    private final int jobs;
    private final List<Path> programs;
    private final LocalServers local;
    private final Instance server;
    private boolean plain;

    /** Starts the server. */
    InPlaceTrial(Path folder, String from, String to, Map<String, String> settings, int jobs) {
        this.folder = folder;
        this.to = to;
        this.settings = settings;
        this.jobs = jobs;
        this.programs = LocalServers.upgradable(from, Integer.parseInt(to));
        this.local = LocalServers.postgresql(folder, programs);
        this.server = local.provision(NAME, from, new TreeMap<>(settings));
    }

    Path folder() {
        return folder;
    }

    String to() {
        return to;
    }

    Instance server() {
        return server;
    }

    InstanceController controller() {
        return local.controller();
    }

    /** As a person would do it who knows pg_upgrade. */
    void plainUpgrade(String mode) {
        Path old = home().resolve("data");
        local.controller().stop(DatabaseEngine.POSTGRESQL, NAME);
        run(
                "initdb",
                "--pgdata=" + fresh(),
                "--username=postgres",
                "--encoding=UTF8",
                "--locale=C",
                "--no-data-checksums",
                "--no-sync");
        run(
                "pg_upgrade",
                "--old-bindir=" + programs.get(0),
                "--new-bindir=" + programs.get(1),
                "--old-datadir=" + old,
                "--new-datadir=" + fresh(),
                "--username=postgres",
                "--jobs=" + jobs,
                "--" + mode);
        List<String> options = new ArrayList<>(List.of(
                "-p " + server.address().port(), "-c unix_socket_directories=", "-c listen_addresses=127.0.0.1"));
        settings.forEach((name, value) -> options.add("-c " + name + "=" + value));
        plain = true;
        run(
                "pg_ctl",
                "start",
                "--pgdata=" + fresh(),
                "-w",
                "--log=" + home().resolve("new.log"),
                "-o",
                String.join(" ", options));
    }

    private Path home() {
        return folder.resolve("servers").resolve(NAME);
    }

    private Path fresh() {
        return home().resolve("plain");
    }

    private void run(String program, String... arguments) {
        TOOLS.run(ToolCommand.of(programs.get(1).resolve(program))
                .arguments(arguments)
                .directory(home())
                .build()
                .launchedBy(PostgresServer.launcher()));
    }

    @Override
    public void close() {
        if (plain) {
            run("pg_ctl", "stop", "--pgdata=" + fresh(), "-w", "--mode=immediate");
        }
        local.remove(NAME);
    }
}
