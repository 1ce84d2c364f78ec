package dev.uprev.transfer;

import dev.uprev.archive.ArchiveCheck;
import dev.uprev.archive.ArchiveFollower;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.plan.StepContext;
import java.time.Duration;

/** The archive of a run as its restore sees it, be it complete or still being written by the step before. */
public final class FollowedDump implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final StepContext context;
    private final ArchiveReader archive;
    private final DumpWait wait;

    private FollowedDump(StepContext context, ArchiveReader archive, DumpWait wait) {
        this.context = context;
        this.archive = archive;
        this.wait = wait;
    }

    /**
     * Waits until the dump has the archive in hand, where it is dumped by the same run. One that nothing writes to any
     * more is checked whole before anything of it is used.
     *
     * @throws UpgradeException {@code archive-of-other-engine}, {@code archive-not-found}, {@code archive-damaged},
     *     {@code archive-unfinished}, {@code other-step-failed}, {@code cancelled}
     */
    public static FollowedDump open(StepContext context) throws InterruptedException {
        DumpWait wait = new DumpWait(context);
        // What lies there before the dump has looked at it may be of another dump, or about to be discarded.
        while (!DumpBegun.isTold(context) && !wait.dumpHasEnded()) {
            wait.pause();
        }
        ArchiveReader archive = ArchiveReader.open(context.archive());
        try {
            refuseOtherEngine(archive, context.target().engine());
            if (archive.isFinished() || wait.dumpHasEnded()) {
                ArchiveCheck.verify(
                        context.archive(), context.plan().request().transfer().jobs());
            }
            return new FollowedDump(context, archive, wait);
        } catch (RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    private static void refuseOtherEngine(ArchiveReader archive, DatabaseEngine engine) {
        if (!archive.header().engine().equals(engine)) {
            throw UpgradeException.failed("archive-of-other-engine", "cannot restore from this dump")
                    .seen(archive.header().engine())
                    .why("the target is a server of " + engine)
                    .fix("name the directory of a dump of " + engine);
        }
    }

    public ArchiveReader archive() {
        return archive;
    }

    /**
     * The items from the first one on, as they appear.
     *
     * @param check done before each look at a dump that is still being written; what it throws ends the wait
     */
    public ArchiveFollower items(Runnable check) {
        return archive.follow(() -> {
            check.run();
            context.cancellation().check();
            wait.pause();
        });
    }

    @Override
    public void close() {
        archive.close();
    }

    /** Waiting for a dump of the same run. For one thread. */
    private static final class DumpWait {
        private final StepContext context;
        private boolean dumpHasEnded;

        DumpWait(StepContext context) {
            this.context = context;
        }

        boolean dumpHasEnded() {
            return dumpHasEnded;
        }

        void pause() throws InterruptedException {
            if (dumpHasEnded) {
                throw UpgradeException.failed("archive-unfinished", "cannot restore from the dump")
                        .seen(context.archive())
                        .why("it is not finished, and nothing writes to it any more")
                        .fix("resume the dump, then restore");
            }
            if (context.otherStepEnded()) {
                // It may have finished the archive since the last look at it.
                dumpHasEnded = true;
            } else {
                context.pause(LOOK_AGAIN);
            }
        }
    }
}
