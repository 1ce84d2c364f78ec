package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.plan.StepContext;
import java.time.Duration;
import java.time.Instant;

/**
 * The time that nobody may write: it begins with the fence, and when it is over the step at hand fails, so that all is
 * put back. Every step between fence and cutover asks. Thread-safe.
 */
final class PauseLimit {
    private static final String KEY = "replication: pause since";

    private final StepContext context;
    private final Duration limit;

    PauseLimit(StepContext context) {
        this.context = context;
        this.limit = new ReplicationOptions(context.plan().request()).pauseLimit();
    }

    /** The pause begins now. */
    void begin() {
        context.remember(KEY, context.clock().instant().toString());
    }

    /** @throws UpgradeException {@code pause-too-long} when the time is over, {@code cancelled} */
    void check() {
        context.cancellation().check();
        Instant since = context.recall(KEY)
                .map(Instant::parse)
                .orElseGet(() -> context.clock().instant());
        Duration pause = Duration.between(since, context.clock().instant());
        if (pause.compareTo(limit) > 0) {
            throw UpgradeException.failed("pause-too-long", "the services could not write for too long")
                    .seen(pause.toSeconds() + " s")
                    .why("the option \"" + ReplicationOptions.PAUSE_LIMIT + "\" allows " + limit.toSeconds() + " s")
                    .fix("find out from the times of the steps what took so long, or allow more by the option");
        }
    }
}
