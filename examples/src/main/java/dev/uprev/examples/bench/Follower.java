package dev.uprev.examples.bench;

import dev.uprev.Uprev;
import dev.uprev.error.UpgradeException;
import dev.uprev.journal.Journal;
import dev.uprev.model.ServiceSettings;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.VerificationLevel;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.servers.PostgresTools;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A way to let the target follow the source under load, and to bring the load over. */
enum Follower {
    UPREV("uprev", "run by replication, and the end of its rollback window", Optional.of(VerificationLevel.NONE)),
    UPREV_QUICK(
            "uprev-quick",
            "the same, with objects and counts compared in the pause",
            Optional.of(VerificationLevel.QUICK)),
    UPREV_CONTENT(
            "uprev-content", "the same, with all rows compared in the pause", Optional.of(VerificationLevel.CONTENT)),
    PGCOPYDB(
            "pgcopydb",
            "clone --follow, the load stopped, endpos set, a message a second, waited for the end, load pointed over",
            Optional.empty());

    private static final long BETWEEN_LOOKS_MILLIS = 100;
    /** How long a peer may take to come close, and then to end. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Rows that a target may lack when the pause begins. */
    private static final long MOST_BEHIND = 100;

    private final String label;
    private final String work;
    private final Optional<VerificationLevel> verification;

    Follower(String label, String work, Optional<VerificationLevel> verification) {
        this.label = label;
        this.work = work;
        this.verification = verification;
    }

    /** Brings the load from the source to the target. */
    void bringOver(PostgresqlTrial trial, WriteLoad load) throws IOException, InterruptedException {
        if (verification.isPresent()) {
            uprev(trial, load, verification.get());
        } else {
            pgcopydb(trial, load);
        }
    }

    private static void uprev(PostgresqlTrial trial, WriteLoad load, VerificationLevel verification) {
        Uprev uprev = Uprev.builder()
                .journal(Journal.directory(trial.folder().resolve("journal")))
                .services(load)
                .build();
        UpgradeRequest request = UpgradeRequest.builder(
                        UpgradeMethod.REPLICATION,
                        trial.source().instance(),
                        new UpgradeTarget.Existing(trial.target().instance()))
                .services(ServiceSettings.of(WriteLoad.SERVICE))
                .verification(verification)
                .option("tools", trial.tools().toString())
                .option("databases", PostgresqlData.DATABASE)
                .option("replica-identity-full", "true") // of pgbench_history
                .build();
        UpgradeReport report = uprev.execute(uprev.plan(request));
        refuseFailure(report);
        refuseFailure(uprev.finish(report.planId()));
    }

    private static void refuseFailure(UpgradeReport report) {
        if (!report.isCompleted()) {
            throw UpgradeException.failed("bench-failed", "the upgrade did not complete")
                    .seen(report.summary())
                    .fix("see what it says");
        }
    }

    /** As its manual says: let it follow, stop what writes, set the end, wait for it. */
    private static void pgcopydb(PostgresqlTrial trial, WriteLoad load) throws IOException, InterruptedException {
        Process clone = MeasuredRun.start(PostgresqlContender.pgcopydb(trial, "--follow", "--roles"), trial.place());
        try {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (load.missing(trial.target().instance()) > MOST_BEHIND && System.nanoTime() < deadline) {
                if (!clone.isAlive()) {
                    throw MeasuredRun.failed("pgcopydb clone --follow", clone.exitValue(), trial.place());
                }
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
            }
            load.stop();
            MeasuredRun.run(
                    List.of(
                            PostgresTools.pgcopydb().toString(),
                            "stream",
                            "sentinel",
                            "set",
                            "endpos",
                            "--current",
                            "--source",
                            PostgresqlTrial.uri(trial.source()),
                            "--dir",
                            PostgresqlContender.pgcopydbWork(trial)),
                    trial.place());
            boolean ended = false;
            for (long second = 0; second < PATIENCE.toSeconds() && !ended; second++) {
                // It sees that it has passed the end only when something comes after it.
                load.nudge(trial.source().instance());
                ended = clone.waitFor(1, TimeUnit.SECONDS);
            }
            if (!ended || clone.exitValue() != 0) {
                throw MeasuredRun.failed("pgcopydb clone --follow", ended ? clone.exitValue() : -1, trial.place());
            }
            load.repoint(WriteLoad.SERVICE, trial.target().instance());
            load.scale(WriteLoad.SERVICE, 1);
        } finally {
            clone.descendants().forEach(ProcessHandle::destroy);
            clone.destroy();
        }
    }

    boolean isUprev() {
        return verification.isPresent();
    }

    /** What it does. */
    String work() {
        return work;
    }

    @Override
    public String toString() {
        return label;
    }
}
