package dev.uprev.spi;

/**
 * Compares source and target. Its steps are in {@link dev.uprev.model.Phase#VERIFY}, only read, report a
 * {@link dev.uprev.plan.Verification} and fail with {@code verification-failed} when anything differs.
 */
public interface VerificationSupport extends Capability {}
