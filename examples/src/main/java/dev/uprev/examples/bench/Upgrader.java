package dev.uprev.examples.bench;

import dev.uprev.Uprev;
import dev.uprev.error.UpgradeException;
import dev.uprev.journal.Journal;
import dev.uprev.model.ServiceSettings;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.VerificationLevel;
import dev.uprev.model.Version;
import dev.uprev.run.Approval;
import dev.uprev.run.UpgradeReport;
import java.util.Optional;

/** A way to upgrade a server in place, with a load on it before and after. */
enum Upgrader {
    UPREV("uprev", "copy", Optional.of(VerificationLevel.NONE)),
    UPREV_VERIFIED("uprev-verified", "copy", Optional.of(VerificationLevel.CONTENT)),
    PG_UPGRADE("pg_upgrade", "copy", Optional.empty()),
    UPREV_LINK("uprev-link", "link", Optional.of(VerificationLevel.NONE)),
    PG_UPGRADE_LINK("pg_upgrade-link", "link", Optional.empty());

    private final String label;
    private final String mode;
    private final Optional<VerificationLevel> verification;

    Upgrader(String label, String mode, Optional<VerificationLevel> verification) {
        this.label = label;
        this.mode = mode;
        this.verification = verification;
    }

    /** Upgrades the server of that trial; the load is stopped meanwhile. */
    void upgrade(InPlaceTrial trial, WriteLoad load) throws InterruptedException {
        if (verification.isPresent()) {
            uprev(trial, load, verification.get());
        } else {
            load.stop();
            trial.plainUpgrade(mode);
            load.scale(WriteLoad.SERVICE, 1);
        }
    }

    private void uprev(InPlaceTrial trial, WriteLoad load, VerificationLevel level) {
        Uprev uprev = Uprev.builder()
                .journal(Journal.directory(trial.folder().resolve("journal")))
                .services(load)
                .servers(trial.controller())
                .approval(Approval.ALWAYS)
                .build();
        UpgradeRequest request = UpgradeRequest.builder(
                        UpgradeMethod.IN_PLACE,
                        trial.server(),
                        new UpgradeTarget.InPlace(InPlaceTrial.NAME, Version.parse(trial.to())))
                .services(ServiceSettings.of(WriteLoad.SERVICE))
                .verification(level)
                .option("pg_upgrade-mode", mode)
                .build();
        UpgradeReport report = uprev.execute(uprev.plan(request));
        if (!report.isCompleted()) {
            throw UpgradeException.failed("bench-failed", "the upgrade did not complete")
                    .seen(report.summary())
                    .fix("see what it says");
        }
    }

    /** What it does. */
    String work() {
        return verification.isEmpty()
                ? "stop, initdb, pg_upgrade --" + mode + ", start"
                : "run in place, mode " + mode + ", with its way back"
                        + (verification.get() == VerificationLevel.CONTENT ? "; all rows compared" : "");
    }

    @Override
    public String toString() {
        return label;
    }
}
