package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.plan.StepContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What goes on after pg_upgrade was killed: its helpers, and the server that it had started last. Its helpers work in
 * its folder and the new server in the new cluster, where nobody else is; the old server was stopped before.
 */
final class Leftovers {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final int LOOKS = 1200;

    private Leftovers() {}

    /** Ends them all: the old server in good order, the others at once. */
    static void end(StepContext context, InPlaceFacts facts) throws InterruptedException {
        Path work = facts.paths().work();
        List<ProcessHandle> helpers = workingIn(work);
        for (int look = 0; !helpers.isEmpty(); look++) {
            if (look == LOOKS) {
                throw UpgradeException.failed("process-not-ended", "cannot end what pg_upgrade has left behind")
                        .seen("process " + helpers.get(0).pid())
                        .why("it was killed and still works in " + work)
                        .fix("end it, then resume the upgrade");
            }
            helpers.forEach(ProcessHandle::destroyForcibly);
            context.pause(LOOK_EVERY);
            helpers = workingIn(work); // they may have started others until then
        }
        if (!workingIn(facts.data()).isEmpty()) {
            new PrivateServer(context.tools(), facts.old(), facts.data()).stop();
        }
    }

    /** Processes whose working directory is there; none where the system does not tell. */
    private static List<ProcessHandle> workingIn(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> directory(process)
                        .filter(directory -> directory.startsWith(folder))
                        .isPresent())
                .toList();
    }

    private static Optional<Path> directory(ProcessHandle process) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd")));
        } catch (IOException e) {
            return Optional.empty(); // another system, another user's process, or one that has just ended
        }
    }
}
