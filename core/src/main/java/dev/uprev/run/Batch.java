package dev.uprev.run;

import dev.uprev.error.UpgradeException;
import dev.uprev.plan.Step;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Steps that run at the same time, each in a thread of its own; mostly it is only one. */
final class Batch {
    private enum End {
        DONE,
        FAILED
    }

    private static final String OTHER_FAILED = "other-step-failed";

    private final Run run;
    private final List<Step> steps;
    private final Map<String, End> ended = new ConcurrentHashMap<>();
    private final List<RuntimeException> crashes = new CopyOnWriteArrayList<>();
    private final Map<String, StepFailedException> failures = new ConcurrentHashMap<>();

    Batch(Run run, List<Step> steps) {
        this.run = run;
        this.steps = steps;
    }

    /** Runs all; when several fail, the failure of the one that failed first of its own is thrown. */
    void carryOut() throws StepFailedException {
        List<Thread> threads = steps.stream()
                .skip(1)
                .map(step -> new Thread(() -> carryOut(step), "uprev-" + step.id()))
                .toList();
        threads.forEach(Thread::start);
        carryOut(steps.get(0));
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    thread.interrupt();
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!crashes.isEmpty()) {
            throw crashes.get(0);
        }
        throwFirstFailure();
    }

    private void carryOut(Step step) {
        try {
            run.carryOut(step, this);
            ended.put(step.id(), End.DONE);
        } catch (StepFailedException e) {
            failures.put(step.id(), e);
            ended.put(step.id(), End.FAILED);
        } catch (RuntimeException e) {
            // Not the step: the journal cannot be written. The run stops as if the process had been killed.
            crashes.add(e);
            ended.put(step.id(), End.FAILED);
        }
    }

    /** A step that failed because another did is not the cause. */
    private void throwFirstFailure() throws StepFailedException {
        Optional<StepFailedException> cause = failures.values().stream()
                .min(Comparator.comparing(failure -> failure.code().equals(OTHER_FAILED)));
        if (cause.isPresent()) {
            throw cause.orElseThrow();
        }
    }

    /** Whether all other steps of the batch have ended well. */
    boolean othersEnded(Step asking) {
        for (Step step : steps) {
            if (step != asking && ended.get(step.id()) == End.FAILED) {
                throw UpgradeException.failed(OTHER_FAILED, "the step at the same time has failed")
                        .seen(step.id())
                        .fix("see its own error");
            }
        }
        return steps.stream().allMatch(step -> step == asking || ended.containsKey(step.id()));
    }
}
