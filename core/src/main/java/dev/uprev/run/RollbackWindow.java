package dev.uprev.run;

import dev.uprev.error.UpgradeException;
import dev.uprev.plan.Course;
import dev.uprev.plan.UpgradePlan;
import java.util.Optional;

/** The time after an upgrade in which it can still be gone back from; whether it is open. */
final class RollbackWindow {
    private RollbackWindow() {}

    /** Lets only a course pass that the run may take now. */
    static void refuse(Course wanted, UpgradePlan plan, RunState state) {
        if (!plan.keepsRollbackWindow()) {
            throw UpgradeException.failed("no-rollback-window", "there is nothing to " + wanted.verb())
                    .seen(plan.id())
                    .why("an upgrade by " + plan.context().request().method().displayName()
                            + " that is completed keeps no rollback window")
                    .fix("to use the former server again, point the services to it by hand");
        }
        Course now = state.course();
        Optional<Outcome> outcome = state.outcome();
        if (now == wanted) {
            return;
        }
        if (now == Course.UPGRADE && !outcome.equals(Optional.of(Outcome.COMPLETED))) {
            throw notYet(wanted, plan, "the upgrade is not completed");
        }
        if (now == Course.ROLLBACK && outcome.equals(Optional.of(Outcome.COMPLETED))) {
            throw ended(wanted, plan, "it was rolled back");
        }
        if (now == Course.ROLLBACK && !outcome.equals(Optional.of(Outcome.ROLLED_BACK))) {
            throw notYet(wanted, plan, "a rollback was begun and neither completed nor undone");
        }
        if (now == Course.FINISH) {
            throw ended(wanted, plan, "finishing it was begun, and the source does not follow the target any more");
        }
    }

    private static UpgradeException notYet(Course wanted, UpgradePlan plan, String why) {
        return UpgradeException.failed("run-not-completed", "cannot " + wanted.verb() + " this run now")
                .seen(plan.id())
                .why(why)
                .fix("resume it first: " + plan.id());
    }

    private static UpgradeException ended(Course wanted, UpgradePlan plan, String why) {
        return UpgradeException.failed("rollback-window-ended", "cannot " + wanted.verb() + " this run any more")
                .seen(plan.id())
                .why(why)
                .fix("make a new plan if another move is wanted");
    }
}
