package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.model.Hop;
import dev.uprev.model.Phase;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.Effect;
import dev.uprev.plan.Estimate;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.spi.InPlaceSupport;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.InstanceController;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Upgrades in place: by pg_upgrade from one major to another, by newer programs alone within a major. The new cluster
 * is made beside the old one, takes its place when it is complete, and the old one is kept under another name.
 */
final class PostgresqlInPlace implements InPlaceSupport {
    /** The format of hash indexes has changed in 10; pg_upgrade marks older ones as invalid. */
    private static final int NEW_HASH_INDEXES = 10;

    private static final long COPIED_PER_SECOND = 200L << 20;
    private static final long READ_PER_SECOND = 200L << 20;

    @Override
    public InstanceFacts inspect(
            InstanceFacts seen, UpgradeRequest request, InspectionContext access, InstanceController servers) {
        return InPlaceInspection.of(seen, request, access, servers);
    }

    @Override
    public List<Finding> preflight(PlanContext context, InspectionContext access, InstanceController servers) {
        return InPlacePreflight.look(context, access, servers);
    }

    @Override
    public List<Step> backup(PlanContext context, InstanceController servers) {
        if (!verifies(context)) {
            return List.of();
        }
        return List.of(Step.builder("note", Phase.BACKUP, "note what is there, to compare it afterwards")
                .effect(Effect.WRITES_SCRATCH)
                .estimate(Estimate.of(context.source().bytes(), READ_PER_SECOND))
                .preview(compared(context))
                .action(run -> new SourceNotes(run).write()));
    }

    @Override
    public List<Step> hop(PlanContext context, Hop hop, InstanceController servers) {
        InPlaceHop steps = new InPlaceHop(hop, name(context), servers, verifies(context));
        Optional<InPlaceFacts> facts = InPlaceFacts.of(context.source());
        List<Step> all = new ArrayList<>();
        all.add(steps.stop());
        boolean minor = isMinor(context);
        if (!minor) {
            all.add(steps.upgrade(facts, context));
            all.add(steps.settings());
            all.add(steps.change(facts));
        }
        all.add(steps.start(facts.map(InPlaceFacts::mode).filter(mode -> !minor)));
        all.add(steps.check());
        if (!minor && context.source().version().major() < NEW_HASH_INDEXES) {
            all.add(steps.hashIndexes());
        }
        return all;
    }

    @Override
    public List<Step> finish(PlanContext context, InstanceController servers) {
        List<Step> steps = new ArrayList<>();
        if (verifies(context)) {
            steps.add(Step.builder("verify", Phase.VERIFY, "compare with what was there before")
                    .estimate(Estimate.of(context.source().bytes(), READ_PER_SECOND))
                    .preview(compared(context))
                    .action(VerifyAction::run));
        }
        if (!isMinor(context)) {
            steps.addAll(AfterUpgrade.steps());
        }
        return steps;
    }

    private static String compared(PlanContext context) {
        String rows = context.request().verification() == VerificationLevel.CONTENT
                ? "rows by a digest of their contents"
                : "numbers of rows";
        return "definitions, owners and grants of all objects, sequences, large objects, " + rows;
    }

    private static boolean verifies(PlanContext context) {
        return context.request().verification() != VerificationLevel.NONE;
    }

    private static boolean isMinor(PlanContext context) {
        return InPlaceInspection.isMinor(
                context.source(), (UpgradeTarget.InPlace) context.request().target());
    }

    private static String name(PlanContext context) {
        return ((UpgradeTarget.InPlace) context.request().target()).servers().get(0);
    }

    static Estimate estimate(FileMode mode, long bytes) {
        return mode == FileMode.COPY ? Estimate.of(bytes, COPIED_PER_SECOND) : Estimate.NONE;
    }
}
