package dev.uprev.control;

import dev.uprev.control.ServerRecord.State;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import dev.uprev.secret.SecretResolver;
import dev.uprev.spi.EngineProvider;
import dev.uprev.spi.InstanceController;
import dev.uprev.spi.LocalServerSupport;
import dev.uprev.spi.ServerFiles;
import dev.uprev.tool.Tool;
import dev.uprev.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Database servers as processes of this machine, made by the programs that are installed on it, for each engine whose
 * module offers {@link LocalServerSupport}. A server has a folder of its name in the base directory, with its data, its
 * log, and a {@code server.json} that tells after a crash how far its making had come.
 *
 * <p>Of the settings, {@code port} (any free one where absent), {@code host} (127.0.0.1 where absent), {@code user} and
 * {@code password} (a reference such as {@code env:NAME}) are the controller's; all others are the server's.
 *
 * <p>It ends no process but a server's whose folder is its own. Thread-safe; only one process at a time works on a base
 * directory.
 */
public final class LocalInstanceController implements InstanceController {
    private final Path base;
    private final List<EngineProvider> engines;
    private final InstalledPrograms programs;
    private final ServerRunner runner;
    private final ServerMaker maker;
    private final List<String> launcher;

    /**
     * A controller that waits up to two minutes for a server to start or to stop.
     *
     * @param base holds the servers' folders; made when absent
     * @param programFolders where server programs are, apart from the usual places; they come first
     */
    public LocalInstanceController(
            ToolRunner tools,
            SecretResolver secrets,
            List<EngineProvider> engines,
            Path base,
            List<Path> programFolders) {
        this(tools, secrets, engines, base, programFolders, List.of());
    }

    /**
     * As the other, for servers that must run as somebody else.
     *
     * @param launcher the program, and its arguments, that starts all programs of servers, as in {@code runuser -u
     *     postgres --}; none for the user of this process. That user must be able to write to the base directory
     */
    public LocalInstanceController(
            ToolRunner tools,
            SecretResolver secrets,
            List<EngineProvider> engines,
            Path base,
            List<Path> programFolders,
            List<String> launcher) {
        this(
                base,
                engines,
                secrets,
                new InstalledPrograms(tools.locator(), programFolders),
                new ServerRunner(
                        command -> tools.run(command.launchedBy(launcher)), Pause.real(), Duration.ofMinutes(2)),
                launcher);
    }

    LocalInstanceController(
            Path base,
            List<EngineProvider> engines,
            SecretResolver secrets,
            InstalledPrograms programs,
            ServerRunner runner,
            List<String> launcher) {
        this.base = base.toAbsolutePath().normalize();
        this.engines = List.copyOf(engines);
        this.programs = programs;
        this.runner = runner;
        this.maker = new ServerMaker(secrets, programs, runner);
        this.launcher = List.copyOf(launcher);
    }

    /**
     * {@inheritDoc}
     *
     * @throws UpgradeException {@code version-not-installed}, {@code port-in-use}, {@code server-not-started} with the
     *     end of the server's log, {@code server-exists} when there is one of that name that was asked for otherwise,
     *     and others
     */
    @Override
    public Instance provision(DatabaseEngine engine, String name, Version version, SortedMap<String, String> settings) {
        LocalServerSupport support = support(engine);
        return locked("create the server", name, folder -> {
            Optional<ServerRecord> known = folder.read();
            known.ifPresent(server -> ServerMaker.requireSame(server, name, engine, version, settings));
            ServerRecord server = known.isPresent() && known.get().state() != State.CREATING
                    ? known.get()
                    : maker.create(folder, support, maker.wanted(engine, support, version, settings));
            return maker.start(new ServedFolder(folder, support, server));
        });
    }

    @Override
    public void remove(DatabaseEngine engine, String name) {
        LocalServerSupport support = support(engine);
        locked("remove the server", name, folder -> {
            Optional<ServerRecord> known = folder.read();
            if (known.isPresent()) {
                ServedFolder served = new ServedFolder(folder, support, known.get());
                runner.stop(served);
                folder.delete(served.files());
            }
            return true;
        });
    }

    @Override
    public void stop(DatabaseEngine engine, String name) {
        LocalServerSupport support = support(engine);
        locked("stop the server", name, folder -> {
            runner.stop(new ServedFolder(folder, support, existing(folder, name)));
            return true;
        });
    }

    /**
     * {@inheritDoc}
     *
     * @throws UpgradeException {@code version-not-installed}, {@code port-in-use}, {@code server-not-started} with the
     *     end of the server's log, {@code server-running} when it runs with other programs
     */
    @Override
    public void start(DatabaseEngine engine, String name, Version version) {
        LocalServerSupport support = support(engine);
        locked("start the server", name, folder -> {
            ServerRecord server = existing(folder, name);
            if (!server.version().belongsTo(version)) {
                Tool program = programs.find(engine, support, version);
                runner.requireDown(new ServedFolder(folder, support, server));
                server = server.withProgram(program);
                folder.write(server);
            }
            return maker.start(new ServedFolder(folder, support, server));
        });
    }

    @Override
    public Optional<ServerFiles> files(DatabaseEngine engine, String name) {
        LocalServerSupport support = support(engine);
        ServerFolder folder = folder(name);
        return folder.read()
                .filter(server -> server.state() != State.CREATING)
                .map(server -> new ServedFolder(folder, support, server))
                .map(served -> new ServerFiles(
                        served.server().data(),
                        programs.all(support),
                        served.record().version(),
                        launcher));
    }

    private ServerRecord existing(ServerFolder folder, String name) {
        return folder.read()
                .filter(server -> server.state() != State.CREATING)
                .orElseThrow(() -> UpgradeException.failed("server-unknown", "there is no such server")
                        .seen(name)
                        .why("this controller's servers are in " + base)
                        .fix("give the name of a server that this controller has created"));
    }

    private LocalServerSupport support(DatabaseEngine engine) {
        return engines.stream()
                .filter(provider -> provider.engine().equals(engine))
                .flatMap(provider -> provider.localServers().stream())
                .findFirst()
                .orElseThrow(() -> UpgradeException.failed(
                                "no-local-servers", "cannot create, start or stop a server of " + engine)
                        .why("no module that was given to this controller says how that is done")
                        .fix("use a server that is already running, or another instance controller"));
    }

    private ServerFolder folder(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw UpgradeException.failed("invalid-server-name", "cannot name a server like this")
                    .seen(name)
                    .why("the name is that of its folder")
                    .fix("use letters, digits, dots, dashes and underscores, and begin with a letter or digit");
        }
        return new ServerFolder(base.resolve(name));
    }

    private synchronized <T> T locked(String what, String name, Work<T> work) {
        return BaseLock.with(base, what + " \"" + name + "\"", () -> work.on(folder(name)));
    }

    /** Something done to a server's folder. */
    @FunctionalInterface
    private interface Work<T> {
        T on(ServerFolder folder) throws IOException;
    }
}
