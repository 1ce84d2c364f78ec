package dev.uprev.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server that this process has started, with its children. Signals go to its process id only. */
final class ServerProcess {
    private static final Duration BRIEFLY = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /** Starts a server in this folder under the account; what it writes is appended to the log. */
    static ServerProcess start(ServerAccount account, Path folder, Path log, List<String> command) {
        return new ServerProcess(Processes.start(folder, log, account.command(command)));
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the server answers. Returns false when it has ended or the time is up. */
    boolean awaitReady(BooleanSupplier answers, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            if (answers.getAsBoolean()) {
                return process.isAlive();
            }
            if (awaitExit(POLL)) {
                return false;
            }
        }
        return false;
    }

    /** Sends a signal, such as {@code INT}, and waits for the end; kills the server when the time is up. */
    void stop(String signal, Duration limit) {
        // Those of a dead process cannot be found any more; a launcher may end before the server that it has launched.
        List<ProcessHandle> descendants = process.descendants().toList();
        if (process.isAlive()) {
            try {
                Processes.run(
                        Path.of("/"), BRIEFLY, List.of("/bin/sh", "-c", "kill -s " + signal + " " + process.pid()));
            } catch (IOException e) {
                kill();
            }
        }
        if (!awaitExit(limit)) {
            kill();
        }
        if (!awaitGone(descendants, limit)) {
            descendants.forEach(ProcessHandle::destroyForcibly);
            awaitGone(descendants, BRIEFLY);
        }
    }

    /** Sends a signal, such as {@code STOP}, to the server and its children. */
    void signal(String signal) {
        String all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(each -> String.valueOf(each.pid()))
                .collect(Collectors.joining(" "));
        try {
            Processes.run(Path.of("/"), BRIEFLY, List.of("/bin/sh", "-c", "kill -s " + signal + " " + all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the server and its children at once, as a power cut would, and waits until they are gone. */
    void kill() {
        List<ProcessHandle> killed = Processes.killTree(process.toHandle());
        awaitExit(BRIEFLY);
        awaitGone(killed, BRIEFLY);
    }

    private static boolean awaitGone(List<ProcessHandle> processes, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (processes.stream().anyMatch(Processes::isRunning)) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return true;
    }

    private boolean awaitExit(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
