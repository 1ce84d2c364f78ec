package dev.uprev.control;

import dev.uprev.control.ServerRecord.State;
import dev.uprev.error.UpgradeException;
import dev.uprev.io.FileTree;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import dev.uprev.secret.Secret;
import dev.uprev.secret.SecretResolver;
import dev.uprev.spi.LocalServerSupport;
import dev.uprev.tool.Tool;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;

/** Makes new servers in an order that a crash can break anywhere: {@code server.json} always tells how far it came. */
final class ServerMaker {
    private final SecretResolver secrets;
    private final InstalledPrograms programs;
    private final ServerRunner runner;

    ServerMaker(SecretResolver secrets, InstalledPrograms programs, ServerRunner runner) {
        this.secrets = secrets;
        this.programs = programs;
        this.runner = runner;
    }

    /** Finds programs and a port for a server that is asked for; nothing is changed yet. */
    ServerRecord wanted(
            DatabaseEngine engine, LocalServerSupport support, Version version, SortedMap<String, String> settings)
            throws IOException {
        ServerSettings asked = ServerSettings.of(settings);
        Tool program = programs.find(engine, support, version);
        int port = asked.port().isPresent() ? asked.port().get() : Ports.anyFree();
        HostPort address = new HostPort(asked.host(), port);
        Ports.requireFree(address);
        return new ServerRecord(
                ServerRecord.FORMAT,
                engine,
                program.version(),
                InstalledPrograms.folder(program),
                InstalledPrograms.name(program),
                State.CREATING,
                address,
                asked.user().or(support::administrator),
                asked.password(),
                settings);
    }

    /** Makes the folder and the data directory; one that an earlier attempt left behind half made goes. */
    ServerRecord create(ServerFolder folder, LocalServerSupport support, ServerRecord wanted) throws IOException {
        if (folder.read().isEmpty()) {
            folder.make();
        }
        folder.write(wanted);
        ServedFolder served = new ServedFolder(folder, support, wanted);
        FileTree.delete(served.server().data());
        try (Password password = password(wanted)) {
            runner.create(served, password.value());
        }
        ServerRecord created = wanted.withState(State.CREATED);
        folder.write(created);
        return created;
    }

    /** Starts a server that was created, and completes it the first time. */
    Instance start(ServedFolder served) throws IOException {
        ServerRecord server = served.record();
        try (Password password = password(server)) {
            runner.start(served, password.value());
            if (server.state() != State.READY) {
                served.support().complete(served.server(), password.value());
                served.folder().write(server.withState(State.READY));
            }
        }
        return server.instance();
    }

    /**
     * Refuses a server that was asked for otherwise.
     *
     * @throws UpgradeException {@code server-exists}
     */
    static void requireSame(
            ServerRecord found,
            String name,
            DatabaseEngine engine,
            Version version,
            SortedMap<String, String> settings) {
        boolean same = found.engine().equals(engine)
                && found.version().belongsTo(version)
                && found.settings().equals(settings);
        if (!same) {
            throw UpgradeException.failed("server-exists", "there is another server of that name")
                    .seen(name)
                    .why("it is " + found.engine() + " " + found.version() + " with the settings " + found.settings())
                    .fix("give the new server another name, or remove that one");
        }
    }

    private Password password(ServerRecord server) {
        return new Password(server.password().map(secrets::resolve));
    }

    /** A password that is wiped when it is no longer needed; there may be none. */
    private record Password(Optional<Secret> value) implements AutoCloseable {
        @Override
        public void close() {
            value.ifPresent(Secret::close);
        }
    }
}
