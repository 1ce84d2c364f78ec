package dev.uprev.control;

import dev.uprev.error.UpgradeException;
import dev.uprev.secret.Secret;
import dev.uprev.spi.LocalServer;
import dev.uprev.tool.ToolCommand;
import dev.uprev.tool.ToolRunner;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Makes, starts and stops the process of a server, and waits until that is done. */
final class ServerRunner {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    /** How often to look for the pid file of a server that was started before it counts as ended. */
    private static final int LOOKS_FOR_PROCESS = 50;

    /** So often the signal to end is given again, for servers that pass over it while they do something else. */
    private static final int LOOKS_FOR_SIGNAL = 20;

    private final ToolRunner tools;
    private final Pause pause;
    private final int looks;

    /** Waits that long for a server to start or to stop. */
    ServerRunner(ToolRunner tools, Pause pause, Duration patience) {
        this.tools = tools;
        this.pause = pause;
        this.looks = (int) (patience.toMillis() / LOOK_EVERY.toMillis());
    }

    void create(ServedFolder folder, Optional<Secret> password) {
        folder.support().create(folder.server(), password).forEach(tools::run);
    }

    /** Starts the server unless it runs, and returns when it answers. */
    void start(ServedFolder folder, Optional<Secret> password) throws IOException {
        LocalServer server = folder.server();
        ServerLog log = ServerLog.fromNow(server.log());
        if (folder.process().isEmpty()) {
            Ports.requireFree(server.instance().address());
            folder.folder().writeConfiguration(folder.support().configuration(server));
            try {
                tools.run(folder.support().start(server, password));
            } catch (UpgradeException e) {
                throw notStarted(folder, log, String.valueOf(e.getMessage()));
            }
        }
        awaitAnswer(folder, log, password);
    }

    private void awaitAnswer(ServedFolder folder, ServerLog log, Optional<Secret> password) {
        boolean ran = false;
        int look = 0;
        while (look < looks) {
            boolean runs = folder.process().isPresent();
            if (runs && folder.support().answers(folder.server(), password)) {
                return;
            }
            if (!runs && (ran || look >= LOOKS_FOR_PROCESS)) {
                throw notStarted(folder, log, "it has ended");
            }
            ran |= runs;
            // What it reads may be large: only the time in which it does something else is limited.
            boolean loading = runs && folder.support().isLoading(folder.server(), password);
            look += loading ? 0 : 1;
            pause.await(LOOK_EVERY);
        }
        throw notStarted(folder, log, "it runs but does not answer");
    }

    private static UpgradeException notStarted(ServedFolder folder, ServerLog log, String why) {
        UpgradeException.Builder failed =
                UpgradeException.failed("server-not-started", "cannot start the server " + folder);
        String lines = log.lastLines();
        return (lines.isEmpty() ? failed : failed.seen(lines))
                .why(why)
                .fix("see to what its log says: " + folder.server().log());
    }

    /** Stops the server in good order if it runs, and returns when it is down. */
    void stop(ServedFolder folder) {
        Optional<ProcessHandle> process = folder.process();
        if (process.isEmpty()) {
            return;
        }
        Optional<ToolCommand> command = folder.support().stop(folder.server());
        command.ifPresent(tools::run);
        for (int look = 0; folder.process().isPresent(); look++) {
            if (command.isEmpty() && look % LOOKS_FOR_SIGNAL == 0) {
                process.get().destroy();
            }
            if (look == looks) {
                throw UpgradeException.failed("server-not-stopped", "cannot stop the server " + folder)
                        .seen("process " + process.get().pid())
                        .why("it was told to end and still runs")
                        .fix("find out what it waits for: " + folder.server().log());
            }
            pause.await(LOOK_EVERY);
        }
    }

    /**
     * Refuses a server that runs.
     *
     * @throws UpgradeException {@code server-running}
     */
    void requireDown(ServedFolder folder) {
        folder.process().ifPresent(process -> {
            throw UpgradeException.failed("server-running", "cannot start the server with other programs")
                    .seen(folder)
                    .why("it runs with those of " + folder.record().version() + ", as process " + process.pid())
                    .fix("stop it first");
        });
    }
}
