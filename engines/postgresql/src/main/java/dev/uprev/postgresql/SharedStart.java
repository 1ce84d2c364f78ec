package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.plan.StepContext;
import dev.uprev.spi.InstanceController;

/**
 * The start of a new server on files that it shares with the old cluster. As long as it has not come up, it has written
 * to none of them: its control file then is as pg_upgrade has left it, and there is a way back.
 *
 * @see <a href="https://www.postgresql.org/docs/current/pgupgrade.html">pg_upgrade, "Reverting to old cluster"</a>
 */
record SharedStart(StepContext run, InstanceController servers, String server) {
    /** @throws UpgradeException {@code no-way-back} when it has come up */
    void undo() {
        requireUntouched();
        servers.stop(DatabaseEngine.POSTGRESQL, server); // it may still be about to come up
        requireUntouched();
    }

    private void requireUntouched() {
        InPlaceFacts facts = InPlaceFacts.of(run.plan().source()).orElseThrow();
        ControlFile control = ControlFile.read(run.tools(), facts.fresh(), facts.data());
        boolean untouched = control.isShutDown()
                && run.recall(ClusterUpgrade.CHECKPOINT)
                        .filter(control.checkpoint()::equals)
                        .isPresent();
        if (!untouched) {
            throw UpgradeException.failed("no-way-back", "the old cluster cannot be used again")
                    .seen("mode " + facts.mode())
                    .why("the new server has come up, and may have written to the files that both share")
                    .fix("mend what keeps the new server from running, and resume the upgrade; else restore a backup");
        }
    }
}
