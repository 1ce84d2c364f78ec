package dev.uprev.plan;

import dev.uprev.compat.Finding;
import dev.uprev.compat.Severity;
import java.util.List;

/** What an upgrade will do, step by step. Nothing has been changed when it exists. Immutable. */
public final class UpgradePlan {
    private final String id;
    private final PlanContext context;
    private final List<Finding> findings;
    private final PlannedSteps steps;
    private final String fingerprint;

    /**
     * A plan of these steps.
     *
     * @param id names the run in the journal
     * @throws IllegalArgumentException when two steps have the same id
     */
    public UpgradePlan(String id, PlanContext context, List<Finding> findings, PlannedSteps steps) {
        this.id = id;
        this.context = context;
        this.findings = List.copyOf(findings);
        this.steps = steps;
        List<Step> all = steps.all();
        if (all.stream().map(Step::id).distinct().count() != all.size()) {
            throw new IllegalArgumentException("two steps of the plan have the same id: " + all);
        }
        this.fingerprint = Fingerprint.of(context, all);
    }

    public String id() {
        return id;
    }

    public PlanContext context() {
        return context;
    }

    /** What the rules and the look at both servers found, blockers included. */
    public List<Finding> findings() {
        return findings;
    }

    /** The steps of the upgrade in the order of their phases. */
    public List<Step> steps() {
        return steps.upgrade();
    }

    /** The steps of one of the plan's ways; none where the plan does not have it. */
    public List<Step> steps(Course course) {
        return steps.of(course);
    }

    /**
     * Whether the upgrade ends with a way back: until it is finished, the source follows the target, and a rollback
     * takes along what was written since.
     */
    public boolean keepsRollbackWindow() {
        return !steps.rollback().isEmpty();
    }

    /** The same for the same request, path, facts and steps; other when anything that matters has changed. */
    public String fingerprint() {
        return fingerprint;
    }

    public List<Finding> blockers() {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.BLOCKER)
                .toList();
    }

    /** Whether nothing found stands in the way. */
    public boolean isExecutable() {
        return blockers().isEmpty();
    }

    /** The plan for people, some lines of text. */
    public String explain() {
        return PlanText.of(this);
    }

    /** The plan for programs: JSON with a {@code formatVersion}. */
    public String toJson() {
        return PlanJson.of(this);
    }

    @Override
    public String toString() {
        return "plan " + id + " of " + steps().size() + " steps";
    }
}
