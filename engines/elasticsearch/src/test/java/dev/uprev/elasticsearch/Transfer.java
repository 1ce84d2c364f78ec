package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.event.UpgradeEvent.StepProgressed;
import dev.uprev.event.UpgradeEvent.StepStarted;
import dev.uprev.event.UpgradeListener;
import dev.uprev.journal.Journal;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.FailurePolicy;
import dev.uprev.run.UpgradeReport;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** An upgrade by dump and restore between two servers, for tests. */
final class Transfer {
    private final Path folder;
    private final UpgradeRequest.Builder request;
    private String step = "";
    private Runnable before = () -> {};
    private UpgradeListener listener = event -> {};
    private FailurePolicy onFailure = FailurePolicy.UNDO;

    Transfer(Path folder, Instance source, Instance target) {
        this.folder = folder;
        this.request =
                UpgradeRequest.builder(UpgradeMethod.DUMP_AND_RESTORE, source, new UpgradeTarget.Existing(target));
    }

    Transfer with(Consumer<UpgradeRequest.Builder> more) {
        more.accept(request);
        return this;
    }

    /** Does something when a step begins. */
    Transfer before(String id, Runnable action) {
        step = id;
        before = action;
        return this;
    }

    /** Does something once, in the middle of a step, which goes on meanwhile. */
    Transfer during(String id, long progress, Runnable action) {
        AtomicBoolean begun = new AtomicBoolean();
        listener = event -> {
            if (event instanceof StepProgressed progressed
                    && progressed.step().equals(id)
                    && progressed.done() >= progress
                    && begun.compareAndSet(false, true)) {
                new Thread(action, "meanwhile").start();
            }
        };
        return this;
    }

    /** Leaves everything as it is when a step fails. */
    Transfer halting() {
        onFailure = FailurePolicy.HALT;
        return this;
    }

    Uprev uprev() {
        return Uprev.builder()
                .journal(Journal.directory(folder.resolve("journal")))
                .onFailure(onFailure)
                .listener(event -> {
                    if (event instanceof StepStarted started && started.step().equals(step)) {
                        before.run();
                    }
                })
                .listener(listener)
                .build();
    }

    UpgradePlan plan() {
        return uprev().plan(request.build());
    }

    UpgradeReport carryOut() {
        UpgradePlan plan = plan();
        assertThat(plan.isExecutable()).as(plan.explain()).isTrue();
        return uprev().execute(plan);
    }
}
