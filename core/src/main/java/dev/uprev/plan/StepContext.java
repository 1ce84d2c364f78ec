package dev.uprev.plan;

import dev.uprev.compat.Finding;
import dev.uprev.model.Cancellation;
import dev.uprev.model.Instance;
import dev.uprev.secret.SecretResolver;
import dev.uprev.tool.ToolRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** What the executor offers to a step while it runs. Thread-safe. */
public interface StepContext {
    /** What the plan was made from. */
    PlanContext plan();

    default Instance source() {
        return plan().request().source();
    }

    /**
     * The target, also where the upgrade created it.
     *
     * @throws dev.uprev.error.UpgradeException {@code target-unknown} before it was created
     */
    Instance target();

    /** The directory of the dump. */
    default Path archive() {
        return plan().request().archive().orElseGet(() -> workDirectory().resolve("archive"));
    }

    /** A directory for this run alone, kept until its owner removes it; files in it are private to this user. */
    Path workDirectory();

    SecretResolver secrets();

    ToolRunner tools();

    InstantSource clock();

    /** Long work looks at this often, and stops. */
    Cancellation cancellation();

    /** Waits that long; sooner when the run is cancelled, and then with {@code cancelled}. */
    void pause(Duration time) throws InterruptedException;

    Progress progress();

    /**
     * Keeps a value in the journal, durably, for this and every later step, also after a crash. A later value replaces
     * an earlier one. Never a secret.
     */
    void remember(String key, String value);

    /** The value kept last. */
    Optional<String> recall(String key);

    /** Reports something worth knowing that does not stop the run; it is in the report as well. */
    void report(Finding finding);

    /** Reports the outcome of a comparison; it is in the report as well. A step that finds a difference also fails. */
    void report(Verification verification);

    /**
     * Whether the step that overlaps this one has ended; {@code false} when it runs or is still to start.
     *
     * @throws dev.uprev.error.UpgradeException {@code other-step-failed} when it failed, so that this one ends too
     */
    boolean otherStepEnded();
}
