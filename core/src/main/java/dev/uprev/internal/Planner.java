package dev.uprev.internal;

import dev.uprev.compat.CompatibilityRules;
import dev.uprev.compat.Eligibility;
import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.Phase;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeScope;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.model.VersionPath;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.PlannedSteps;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepContext;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.spi.EngineProvider;
import dev.uprev.spi.InspectionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes plans: eligibility, a look at both servers, preflight, steps. Changes nothing. */
public final class Planner {
    private final CompatibilityRules rules;
    private final Engines engines;
    private final Controllers controllers;

    public Planner(CompatibilityRules rules, Engines engines, Controllers controllers) {
        this.rules = rules;
        this.engines = engines;
        this.controllers = controllers;
    }

    /**
     * Makes a plan; blockers that the preflight found are in it.
     *
     * @throws UpgradeException {@code ineligible}, {@code same-server}, {@code engine-missing},
     *     {@code method-not-implemented}, or what the inspection of a server throws
     */
    public UpgradePlan plan(String planId, UpgradeRequest request, InspectionContext access) {
        EngineProvider engine = engines.of(request.engine());
        SideBySide<InstanceFacts, Optional<InstanceFacts>> servers = inspect(engine, request, access);
        InstanceFacts source = servers.first();
        Optional<InstanceFacts> target = servers.second();
        target.ifPresent(facts -> refuseSameServer(source, facts));
        Version to = target.map(InstanceFacts::version).orElseGet(() -> wantedVersion(request));
        Eligibility eligibility = rules.assess(request.engine(), source.version(), to, request.method());
        PlanContext context = new PlanContext(request, pathOf(eligibility), source, target);
        Recipe recipe = recipe(engine, context);
        List<Finding> findings = new ArrayList<>(eligibility.findings());
        findings.addAll(CommonPreflight.findings(context));
        findings.addAll(recipe.preflight(engine, context, access));
        return new UpgradePlan(planId, context, findings, steps(engine, recipe, context));
    }

    /** Makes the plan of a run again from the context in its journal, without looking at any server. */
    public UpgradePlan again(String planId, PlanContext context, List<Finding> findings) {
        EngineProvider engine = engines.of(context.request().engine());
        return new UpgradePlan(planId, context, findings, steps(engine, recipe(engine, context), context));
    }

    private PlannedSteps steps(EngineProvider engine, Recipe recipe, PlanContext context) {
        PlannedSteps courses = recipe.steps(engine, context);
        List<Step> steps = new ArrayList<>();
        steps.add(Step.builder("preflight", Phase.PREFLIGHT, "look at the servers again")
                .preview("refuses to go on when they are not as they were when the plan was made")
                .action(run -> lookAgain(engine, recipe, run)));
        steps.addAll(courses.upgrade());
        return new PlannedSteps(steps, courses.finish(), courses.rollback());
    }

    private void lookAgain(EngineProvider engine, Recipe recipe, StepContext run) {
        PlanContext planned = run.plan();
        InspectionContext access = new InspectionContext(run.secrets(), run.tools(), run.clock(), run.archive());
        UpgradeRequest request = planned.request();
        SideBySide<InstanceFacts, Optional<InstanceFacts>> now = inspect(engine, request, access);
        StalePlan.refuse("source", planned.source(), now.first());
        planned.target()
                .ifPresent(
                        facts -> StalePlan.refuse("target", facts, now.second().orElseThrow()));
        Findings.refuseBlockers(
                "preflight-failed", "the upgrade cannot be begun", recipe.preflight(engine, planned, access));
    }

    private SideBySide<InstanceFacts, Optional<InstanceFacts>> inspect(
            EngineProvider engine, UpgradeRequest request, InspectionContext access) {
        return SideBySide.of(
                () -> inspectSource(engine, request, access), () -> inspectTarget(engine, request, access));
    }

    private InstanceFacts inspectSource(EngineProvider engine, UpgradeRequest request, InspectionContext access) {
        if (request.scope() == UpgradeScope.RESTORE) {
            return ArchivedFacts.read(access.archive());
        }
        InstanceFacts seen = engine.inspector().inspect(request.source(), request, access);
        return request.method() == UpgradeMethod.IN_PLACE
                ? engine.inPlace()
                        .map(inPlace -> inPlace.inspect(seen, request, access, controllers.servers()))
                        .orElse(seen)
                : seen;
    }

    private static Optional<InstanceFacts> inspectTarget(
            EngineProvider engine, UpgradeRequest request, InspectionContext access) {
        return request.target() instanceof UpgradeTarget.Existing existing
                ? Optional.of(engine.inspector().inspect(existing.instance(), request, access))
                : Optional.empty();
    }

    private static Version wantedVersion(UpgradeRequest request) {
        if (request.target() instanceof UpgradeTarget.Create create) {
            return create.version();
        }
        return ((UpgradeTarget.InPlace) request.target()).version();
    }

    /** Before anything else: of one server the rules would only say that it has that version already. */
    private static void refuseSameServer(InstanceFacts source, InstanceFacts target) {
        if (target.identity().equals(source.identity())) {
            throw UpgradeException.failed("same-server", "source and target are one and the same server")
                    .seen(target.identity())
                    .why("both addresses lead to it")
                    .fix("name another server as the target");
        }
    }

    private static VersionPath pathOf(Eligibility eligibility) {
        return eligibility
                .path()
                .orElseThrow(() -> UpgradeException.failed("ineligible", "this upgrade may not be done")
                        .seen(eligibility.proposal())
                        .why(eligibility.blockers().stream().map(Finding::why).collect(Collectors.joining("; ")))
                        .fix(eligibility.blockers().stream()
                                .map(Finding::remedy)
                                .collect(Collectors.joining("; "))));
    }

    private Recipe recipe(EngineProvider engine, PlanContext context) {
        UpgradeMethod method = context.request().method();
        ServiceSteps services = new ServiceSteps(controllers.services());
        TargetSteps targets = new TargetSteps(controllers.servers(), engine);
        Recipe recipe = switch (method) {
            case DUMP_AND_RESTORE -> new DumpAndRestoreRecipe(services, targets);
            case REPLICATION -> new ReplicationRecipe(services, targets);
            case IN_PLACE -> new InPlaceRecipe(services, controllers.servers());
        };
        List<String> missing = recipe.missing(engine, context);
        if (!missing.isEmpty()) {
            throw UpgradeException.failed(
                            "method-not-implemented",
                            "the " + engine.engine() + " engine cannot do an upgrade by " + method.displayName())
                    .seen("missing: " + String.join(", ", missing))
                    .why("this version of the engine's module does not have it")
                    .fix("choose another method; assess and recommend tell which are possible");
        }
        return recipe;
    }
}
