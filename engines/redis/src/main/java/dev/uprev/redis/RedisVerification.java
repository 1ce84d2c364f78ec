package dev.uprev.redis;

import dev.uprev.model.Phase;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.Effect;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.spi.VerificationSupport;
import java.util.List;

/** Compares the target with the dump. */
final class RedisVerification implements VerificationSupport {
    @Override
    public List<Step> steps(PlanContext context) {
        boolean content = context.request().verification() == VerificationLevel.CONTENT;
        return List.of(Step.builder("verify", Phase.VERIFY, "compare the target with the dump")
                .effect(Effect.READ_ONLY)
                .preview(
                        content
                                ? "each key of the dump: its value, whatever its encoding, and its time to live"
                                : "numbers of keys in all databases")
                .action(run -> new VerifyRun(run).carryOut()));
    }
}
