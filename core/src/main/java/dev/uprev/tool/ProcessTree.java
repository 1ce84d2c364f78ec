package dev.uprev.tool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process and all that it started, as far as they can still be found from it. */
final class ProcessTree {
    private static final long SLICE_MILLIS = 50;
    private static final long KILLED_MILLIS = 5_000;

    private final Set<ProcessHandle> members = new LinkedHashSet<>();

    ProcessTree(ProcessHandle root) {
        members.add(root);
    }

    /**
     * Asks all to end, kills those that have not after the grace period, and waits until they are gone. An interrupt of
     * the thread does not shorten this.
     */
    void end(Duration grace) {
        boolean interrupted = Thread.interrupted();
        grow();
        members.forEach(ProcessHandle::destroy);
        interrupted |= await(grace.toMillis(), false);
        interrupted |= await(KILLED_MILLIS, true);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the thread was interrupted meanwhile. */
    private boolean await(long millis, boolean kill) {
        boolean interrupted = false;
        for (long waited = 0; waited < millis; waited += SLICE_MILLIS) {
            grow(); // they may start others until the last moment
            if (members.isEmpty()) {
                break;
            }
            if (kill) {
                members.forEach(ProcessHandle::destroyForcibly);
            }
            interrupted |= awaitSlice();
        }
        return interrupted;
    }

    /**
     * Whether it has not ended. On Linux one that has ended stays in the list of processes until its parent takes note,
     * which in a container without a proper first process is never (proc(5), state Z).
     */
    static boolean runs(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"), ISO_8859_1);
            return !stat.substring(stat.lastIndexOf(')') + 1).startsWith(" Z");
        } catch (IOException e) {
            return process.isAlive(); // another system, or it has just ended
        }
    }

    private boolean awaitSlice() {
        CompletableFuture<?>[] ends =
                members.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(SLICE_MILLIS, TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Those whose parent ends are given to another parent, so they have to be known before; the ended have none. */
    private void grow() {
        members.removeIf(member -> !runs(member));
        for (ProcessHandle member : List.copyOf(members)) {
            member.descendants().forEach(members::add);
        }
    }
}
