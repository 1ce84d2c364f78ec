package dev.uprev.spi;

/**
 * Lets the target follow the source and take over. Its steps are in the phases PREPARE, SEED, CATCH_UP, QUIESCE (the
 * fence, after the services are at zero), DRAIN, ROLLBACK_WINDOW and CLEANUP; each with an undo until the cutover.
 */
public interface ReplicationSupport extends Capability {}
