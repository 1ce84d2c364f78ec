package dev.uprev;

import dev.uprev.compat.CompatibilityRules;
import dev.uprev.compat.Eligibility;
import dev.uprev.compat.Needs;
import dev.uprev.compat.Recommendation;
import dev.uprev.internal.Controllers;
import dev.uprev.internal.Engines;
import dev.uprev.internal.PlanRecord;
import dev.uprev.internal.Planner;
import dev.uprev.journal.Journal;
import dev.uprev.journal.RunJournal;
import dev.uprev.model.Cancellation;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.Version;
import dev.uprev.plan.Course;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.RunSettings;
import dev.uprev.run.UpgradeExecutor;
import dev.uprev.run.UpgradeReport;
import dev.uprev.secret.SecretResolver;
import dev.uprev.spi.InspectionContext;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Carries database servers from one version to a newer one. Verbs: {@link #assess} and {@link #recommend} answer
 * offline; {@link #plan} looks at the servers and changes nothing; {@link #execute} carries a plan out; {@link #resume}
 * goes on with a run that was interrupted; {@link #rollback} and {@link #finish} end the time in which an upgrade by
 * replication can be gone back from. Thread-safe.
 *
 * <pre>{@code
 * Uprev uprev = Uprev.builder().journal(Journal.directory(Path.of("uprev"))).build();
 * UpgradePlan plan = uprev.plan(request);
 * System.out.println(plan.explain());
 * UpgradeReport report = uprev.execute(plan);
 * }</pre>
 */
public final class Uprev {
    private final CompatibilityRules rules;
    private final Planner planner;
    private final Journal journal;
    private final RunSettings settings;

    Uprev(CompatibilityRules rules, Engines engines, Controllers controllers, Journal journal, RunSettings settings) {
        this.rules = rules;
        this.planner = new Planner(rules, engines, controllers);
        this.journal = journal;
        this.settings = settings;
    }

    /** Begins the making of an {@code Uprev}. */
    public static UprevBuilder builder() {
        return new UprevBuilder();
    }

    /** May this upgrade be done by that method, and by which way? Takes microseconds; no I/O. */
    public Eligibility assess(DatabaseEngine engine, Version from, Version to, UpgradeMethod method) {
        return rules.assess(engine, from, to, method);
    }

    /** Which method is best for these needs? No I/O. */
    public Recommendation recommend(DatabaseEngine engine, Version from, Version to, Needs needs) {
        return rules.recommend(engine, from, to, needs);
    }

    /**
     * Looks at the servers, changes nothing, and says what would be done. A plan with blockers among its findings can
     * be read but not executed.
     *
     * @throws dev.uprev.error.UpgradeException {@code ineligible}, {@code same-server}, {@code engine-missing},
     *     {@code method-not-implemented}, or why a server cannot be looked at
     */
    public UpgradePlan plan(UpgradeRequest request) {
        String id = PlanRecord.newId(request, settings.clock());
        Path archive =
                request.archive().orElseGet(() -> journal.workDirectory(id).resolve("archive"));
        SecretResolver secrets = settings.secrets().watchedBy(settings.redactor());
        try {
            return planner.plan(
                    id, request, new InspectionContext(secrets, settings.tools(), settings.clock(), archive));
        } catch (RuntimeException e) {
            throw (RuntimeException) settings.redactor().redact(e);
        }
    }

    /** As {@link #execute(UpgradePlan, Cancellation)}, without a way to stop it. */
    public UpgradeReport execute(UpgradePlan plan) {
        return execute(plan, new Cancellation());
    }

    /**
     * Carries out a plan. Returns also when a step failed; the report then says what failed and what was undone.
     *
     * @param cancellation stops the run at its next safe place; it is then undone
     * @throws dev.uprev.error.UpgradeException before anything is done: {@code plan-has-blockers},
     *     {@code journal-locked} when another upgrade is running, {@code run-exists} when the plan was executed before
     */
    public UpgradeReport execute(UpgradePlan plan, Cancellation cancellation) {
        PlanRecord.refuseBlockers(plan);
        return alone(() -> {
            try (RunJournal run = journal.create(plan.id())) {
                PlanRecord.write(plan, run, settings.clock());
                return new UpgradeExecutor(settings).execute(plan, run, cancellation);
            }
        });
    }

    /** As {@link #resume(String, Cancellation)}, without a way to stop it. */
    public UpgradeReport resume(String planId) {
        return resume(planId, new Cancellation());
    }

    /**
     * Goes on with a run whose process ended, or which failed and whose cause is mended. Steps that are done are not
     * done again. Of a completed run the report is given.
     *
     * @throws dev.uprev.error.UpgradeException {@code run-unknown}, {@code journal-locked}, {@code journal-damaged}, or
     *     {@code plan-changed} when this version of the library would take other steps
     */
    public UpgradeReport resume(String planId, Cancellation cancellation) {
        return alone(() -> {
            try (RunJournal run = journal.open(planId)) {
                return new UpgradeExecutor(settings).execute(PlanRecord.read(run, planner), run, cancellation);
            }
        });
    }

    /** As {@link #rollback(String, Cancellation)}, without a way to stop it. */
    public UpgradeReport rollback(String planId) {
        return rollback(planId, new Cancellation());
    }

    /**
     * Goes back to the source after an upgrade that keeps a rollback window, with all that was written to the target
     * meanwhile, and with the same proof. A rollback that fails is undone: the services use the target again.
     *
     * @throws dev.uprev.error.UpgradeException {@code no-rollback-window} for a method that keeps none,
     *     {@code run-not-completed}, {@code rollback-window-ended}, or as {@link #resume(String, Cancellation)}
     */
    public UpgradeReport rollback(String planId, Cancellation cancellation) {
        return end(Course.ROLLBACK, planId, cancellation);
    }

    /** As {@link #finish(String, Cancellation)}, without a way to stop it. */
    public UpgradeReport finish(String planId) {
        return finish(planId, new Cancellation());
    }

    /**
     * Ends the rollback window of an upgrade: gives up the way back, and removes all that kept it.
     *
     * @throws dev.uprev.error.UpgradeException as {@link #rollback(String, Cancellation)}
     */
    public UpgradeReport finish(String planId, Cancellation cancellation) {
        return end(Course.FINISH, planId, cancellation);
    }

    private UpgradeReport end(Course course, String planId, Cancellation cancellation) {
        return alone(() -> {
            try (RunJournal run = journal.open(planId)) {
                return new UpgradeExecutor(settings).end(course, PlanRecord.read(run, planner), run, cancellation);
            }
        });
    }

    /** One upgrade at a time with one journal. */
    private UpgradeReport alone(Supplier<UpgradeReport> work) {
        Journal.Lock lock = journal.lock();
        try {
            return work.get();
        } finally {
            lock.close();
        }
    }
}
