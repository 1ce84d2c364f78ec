package dev.uprev.postgresql;

import dev.uprev.model.Phase;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeScope;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.Effect;
import dev.uprev.plan.Estimate;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.spi.VerificationSupport;
import java.util.List;

/** Compares the target with the dump, or with the source where only a comparison is wanted. */
final class PostgresqlVerification implements VerificationSupport {
    /** The id of the step. */
    static final String STEP = "verify";

    private static final long BYTES_PER_SECOND = 200L << 20;

    @Override
    public List<Step> steps(PlanContext context) {
        UpgradeRequest request = context.request();
        PostgresqlFacts facts = new PostgresqlFacts(context.source());
        boolean live = request.scope() == UpgradeScope.VERIFY || request.method() == UpgradeMethod.REPLICATION;
        boolean content = request.verification() == VerificationLevel.CONTENT;
        long bytes = facts.facts().measures().getOrDefault(PostgresqlFacts.TABLE_BYTES, 0L);
        String what = content ? "rows by a digest of their contents" : "numbers of rows";
        Step.Builder step = Step.builder(
                        STEP, Phase.VERIFY, "compare the target with the " + (live ? "source" : "dump"))
                .effect(Effect.READ_ONLY)
                .estimate(Estimate.of(bytes, BYTES_PER_SECOND))
                .preview("roles, memberships and their settings");
        for (DatabaseFacts database : facts.databases()) {
            step.preview("database " + database.name()
                    + ": definitions, owners, grants and comments of all objects, sequences, large objects, " + what
                    + ", " + request.transfer().jobs() + " tables at a time");
        }
        return List.of(step.action(VerifyAction::run));
    }
}
