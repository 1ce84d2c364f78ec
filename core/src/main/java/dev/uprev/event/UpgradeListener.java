package dev.uprev.event;

/**
 * Hears what happens. Called by the threads that do the work, one call at a time; should return soon. An exception is
 * logged and does not fail the run.
 */
@FunctionalInterface
public interface UpgradeListener {
    void onEvent(UpgradeEvent event);
}
