package dev.uprev.redis;

import dev.uprev.event.UpgradeEvent;
import dev.uprev.event.UpgradeEvent.StepStarted;

/** What a test does in the midst of an upgrade. */
final class Changes {
    private Changes() {}

    /** Work that may fail. */
    @FunctionalInterface
    interface Change {
        void run() throws Exception;
    }

    /** When a step begins whose id begins so; not when it is undone. */
    static void atStart(UpgradeEvent event, String step, Change change) {
        if (event instanceof StepStarted started
                && !started.undo()
                && started.step().startsWith(step)) {
            try {
                change.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
