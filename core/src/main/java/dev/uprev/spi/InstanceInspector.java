package dev.uprev.spi;

import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.plan.InstanceFacts;

/** Looks at a live server and changes nothing. Thread-safe. */
public interface InstanceInspector {
    /**
     * What the server is and holds.
     *
     * @param request what is wanted, for the options that say which part of the server matters
     * @throws dev.uprev.error.UpgradeException {@code cannot-connect}, {@code login-refused} or another code of the
     *     engine, when it cannot be looked at
     */
    InstanceFacts inspect(Instance instance, UpgradeRequest request, InspectionContext access);
}
