package dev.uprev.transfer;

import dev.uprev.plan.StepContext;

/**
 * How a restore that runs at the same time learns that the dump has the archive in hand: what an earlier attempt has
 * left there is checked by then, and what is outdated has been taken out.
 */
final class DumpBegun {
    private static final String KEY = "dump.begun";

    private DumpBegun() {}

    /** The dump has opened the archive. */
    static void tell(StepContext context) {
        context.remember(KEY, process());
    }

    /** The dump has failed or is undone. */
    static void forget(StepContext context) {
        context.remember(KEY, "");
    }

    /** Whether the dump of this process has opened the archive. */
    static boolean isTold(StepContext context) {
        return context.recall(KEY).filter(process()::equals).isPresent();
    }

    /** An earlier process may have been killed before it could forget. */
    private static String process() {
        ProcessHandle self = ProcessHandle.current();
        return self.pid() + " "
                + self.info().startInstant().map(Object::toString).orElse("");
    }
}
