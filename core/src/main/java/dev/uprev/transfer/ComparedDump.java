package dev.uprev.transfer;

import dev.uprev.compat.Finding;
import dev.uprev.model.Cancellation;
import dev.uprev.model.Instance;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Progress;
import dev.uprev.plan.StepContext;
import dev.uprev.plan.Verification;
import dev.uprev.secret.SecretResolver;
import dev.uprev.tool.ToolRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A run that compares two servers without a dump of an upgrade: its archive is in its own folder, and wherever the
 * request has one, that is left alone. All else is as in the run.
 *
 * @param run the run
 */
public record ComparedDump(StepContext run) implements StepContext {
    @Override
    public Path archive() {
        return workDirectory().resolve("compared");
    }

    @Override
    public PlanContext plan() {
        return run.plan();
    }

    @Override
    public Instance target() {
        return run.target();
    }

    @Override
    public Path workDirectory() {
        return run.workDirectory();
    }

    @Override
    public SecretResolver secrets() {
        return run.secrets();
    }

    @Override
    public ToolRunner tools() {
        return run.tools();
    }

    @Override
    public InstantSource clock() {
        return run.clock();
    }

    @Override
    public Cancellation cancellation() {
        return run.cancellation();
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        run.pause(time);
    }

    @Override
    public Progress progress() {
        return run.progress();
    }

    @Override
    public void remember(String key, String value) {
        run.remember(key, value);
    }

    @Override
    public Optional<String> recall(String key) {
        return run.recall(key);
    }

    @Override
    public void report(Finding finding) {
        run.report(finding);
    }

    @Override
    public void report(Verification verification) {
        run.report(verification);
    }

    @Override
    public boolean otherStepEnded() {
        return run.otherStepEnded();
    }
}
