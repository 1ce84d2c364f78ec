package dev.uprev.internal;

import dev.uprev.compat.Finding;
import dev.uprev.compat.Severity;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.Instance;
import dev.uprev.model.Phase;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.plan.Effect;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepContext;
import dev.uprev.run.CreatedTarget;
import dev.uprev.spi.EngineProvider;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.InstanceController;
import java.util.ArrayList;
import java.util.List;

/** The target: created by the instance controller, or there already; looked at before anything is written to it. */
final class TargetSteps {
    private final InstanceController controller;
    private final EngineProvider engine;

    TargetSteps(InstanceController controller, EngineProvider engine) {
        this.controller = controller;
        this.engine = engine;
    }

    List<Step> prepare(PlanContext context) {
        List<Step> steps = new ArrayList<>();
        if (context.request().target() instanceof UpgradeTarget.Create create) {
            steps.add(Step.builder("create-target", Phase.PREPARE, "create the target")
                    .effect(Effect.WRITES_TARGET)
                    .preview("server \"" + create.name() + "\", " + engine.engine() + " " + create.version())
                    .undo(run -> controller.remove(engine.engine(), create.name()))
                    .action(run -> CreatedTarget.remember(
                            run,
                            controller.provision(
                                    engine.engine(), create.name(), create.version(), create.settings()))));
        }
        steps.add(Step.builder("check-target", Phase.PREPARE, "check that the target is empty and able")
                .action(this::check));
        return steps;
    }

    private void check(StepContext run) {
        Instance target = run.target();
        InspectionContext access = new InspectionContext(run.secrets(), run.tools(), run.clock(), run.archive());
        if (run.plan().request().target() instanceof UpgradeTarget.Create create) {
            InstanceFacts facts = engine.inspector().inspect(target, run.plan().request(), access);
            Version wanted = create.version();
            if (!facts.version().belongsTo(wanted)) {
                throw UpgradeException.failed(
                                "wrong-target-version", "the new server has another version than was asked for")
                        .seen(facts.version())
                        .why(wanted + " was asked for")
                        .fix("install " + engine.engine() + " " + wanted + " for the instance controller");
            }
        }
        List<Finding> findings = engine.restore()
                .map(restore -> restore.checkTarget(run.plan(), target, access))
                .orElse(List.of());
        findings.stream()
                .filter(finding -> finding.severity() != Severity.BLOCKER)
                .forEach(run::report);
        Findings.refuseBlockers("target-refused", "the target cannot take the data", findings);
    }
}
