package dev.uprev.run;

import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.event.UpgradeEvent.FindingReported;
import dev.uprev.journal.JournalEntry.Kind;
import dev.uprev.json.Json;
import dev.uprev.model.Cancellation;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Progress;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepContext;
import dev.uprev.plan.Verification;
import dev.uprev.secret.Secret;
import dev.uprev.secret.SecretResolver;
import dev.uprev.tool.ToolRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The context of one step while it runs. */
record RunContext(Run run, Step step, Progress progress, Cancellation cancellation, Optional<Batch> batch)
        implements StepContext {

    @Override
    public PlanContext plan() {
        return run.plan().context();
    }

    @Override
    public Instance target() {
        UpgradeTarget target = plan().request().target();
        if (target instanceof UpgradeTarget.Existing existing) {
            return existing.instance();
        }
        if (target instanceof UpgradeTarget.InPlace) {
            return source();
        }
        return CreatedTarget.recall(this::recall)
                .orElseThrow(() -> UpgradeException.failed("target-unknown", "the target has no address yet")
                        .why("the step that creates it has not run")
                        .fix("report this as an error of the engine"));
    }

    @Override
    public Path workDirectory() {
        return run.workDirectory();
    }

    @Override
    public SecretResolver secrets() {
        return reference -> {
            Secret secret = run.settings().secrets().resolve(reference);
            run.settings().redactor().register(secret);
            return secret;
        };
    }

    @Override
    public ToolRunner tools() {
        return run.settings().tools();
    }

    @Override
    public InstantSource clock() {
        return run.settings().clock();
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        if (cancellation.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            cancellation.check();
        }
    }

    @Override
    public void remember(String key, String value) {
        run.state().record(Kind.REMEMBERED, step.id(), "key", key, "value", value);
    }

    @Override
    public Optional<String> recall(String key) {
        return run.state().recall(key);
    }

    @Override
    public void report(Finding finding) {
        run.state()
                .record(
                        Kind.FINDING,
                        step.id(),
                        "finding",
                        run.settings().redactor().redact(Json.write(finding)));
        run.events().send(new FindingReported(clock().instant(), run.plan().id(), step.id(), finding));
    }

    @Override
    public void report(Verification verification) {
        run.state()
                .record(
                        Kind.VERIFIED,
                        step.id(),
                        "verification",
                        run.settings().redactor().redact(Json.write(verification)));
    }

    @Override
    public boolean otherStepEnded() {
        return batch.map(all -> all.othersEnded(step)).orElse(true);
    }
}
