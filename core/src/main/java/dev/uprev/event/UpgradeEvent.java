package dev.uprev.event;

import dev.uprev.compat.Finding;
import dev.uprev.model.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What happens while a plan is carried out. Every started one has its finished one. */
public sealed interface UpgradeEvent {
    /** When it happened. */
    Instant at();

    /** The plan that is carried out. */
    String planId();

    /** The run begins, or goes on after an interruption. */
    record RunStarted(Instant at, String planId, boolean resumed, int steps) implements UpgradeEvent {}

    /** A step begins, or its undoing. */
    record StepStarted(Instant at, String planId, String step, Phase phase, String title, boolean undo)
            implements UpgradeEvent {}

    /**
     * A step is so far. Monotonic within a step.
     *
     * @param item what is worked on
     * @param done how much of all is done
     * @param total how much there is in all, 0 where unknown
     * @param unit of done and total
     * @param perSecond the rate of late
     * @param remaining how long the rest will take at that rate
     */
    record StepProgressed(
            Instant at,
            String planId,
            String step,
            String item,
            long done,
            long total,
            String unit,
            double perSecond,
            Optional<Duration> remaining)
            implements UpgradeEvent {}

    /** Something worth knowing was seen. */
    record FindingReported(Instant at, String planId, String step, Finding finding) implements UpgradeEvent {}

    /**
     * A step ended, or its undoing.
     *
     * @param error the redacted message when it failed
     */
    record StepFinished(Instant at, String planId, String step, boolean undo, Duration elapsed, Optional<String> error)
            implements UpgradeEvent {}

    /** The run ended. */
    record RunFinished(Instant at, String planId, boolean completed, Duration elapsed) implements UpgradeEvent {}
}
