package dev.uprev.testkit.servers;

import dev.uprev.error.UpgradeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The life of one server on 127.0.0.1, whatever its product: started, stopped, killed, started again on the same port,
 * and closed, at the latest when Java ends. Safe for use by several threads.
 */
final class ServerLife implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final int PORTS_TRIED = 5;
    private static final int TAIL_LINES = 30;

    /** As glibc and as musl say it. */
    private static final Pattern PORT_TAKEN = Pattern.compile("Address (already )?in use");

    private final StartableServer server;
    private int port;
    private Optional<ServerProcess> process = Optional.empty();
    private boolean closed;

    private ServerLife(StartableServer server) {
        this.server = server;
    }

    /**
     * Starts the server; returns when it takes connections. Its files are deleted when that fails.
     *
     * @param wanted the port; a free one where empty
     * @throws UpgradeException {@code server-start-failed} with the end of its log
     */
    static ServerLife begin(StartableServer server, OptionalInt wanted) {
        ServerLife life = new ServerLife(server);
        RunningServers.add(life);
        try {
            life.startOnFreePort(wanted);
        } catch (RuntimeException e) {
            life.close();
            throw e;
        }
        return life;
    }

    private synchronized void startOnFreePort(OptionalInt wanted) {
        for (int attempt = 1; ; attempt++) {
            port = wanted.orElseGet(FreePort::find);
            try {
                launch();
                return;
            } catch (UpgradeException e) {
                boolean taken = PORT_TAKEN.matcher(logTail()).find();
                if (!taken || wanted.isPresent() || attempt == PORTS_TRIED) {
                    throw e;
                }
            }
        }
    }

    private void launch() {
        ServerProcess started = server.launch(port);
        process = Optional.of(started);
        if (!started.awaitReady(() -> server.answers(port, started), server.startLimit())) {
            boolean ended = !started.isAlive();
            started.kill();
            throw UpgradeException.failed("server-start-failed", this + " has not started")
                    .seen(logTail())
                    .why(
                            ended
                                    ? "it ended by itself"
                                    : "it took no connection for "
                                            + server.startLimit().toSeconds() + " s")
                    .fix("see the end of its log, which is quoted here");
        }
    }

    synchronized int port() {
        return port;
    }

    String logTail() {
        try {
            List<String> lines = Files.readAllLines(server.log(), StandardCharsets.ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }

    synchronized boolean isRunning() {
        return process.filter(ServerProcess::isAlive).isPresent();
    }

    /** The id of the main process, the last one it had where it is down. */
    synchronized long pid() {
        return process.orElseThrow(() -> new IllegalStateException("never started"))
                .pid();
    }

    synchronized void stop() {
        process.ifPresent(running -> running.stop(server.stopSignal(), STOP_LIMIT));
    }

    /** Sends a signal to the server and what it has started. */
    synchronized void signal(String signal) {
        process.ifPresent(running -> running.signal(signal));
    }

    synchronized void kill() {
        process.ifPresent(ServerProcess::kill);
    }

    synchronized void restart() {
        if (closed) {
            throw new IllegalStateException(this + " is closed and its files are gone");
        }
        stop();
        launch();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        RunningServers.remove(this);
        stop();
        try {
            server.delete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return server + " at 127.0.0.1:" + port();
    }
}
