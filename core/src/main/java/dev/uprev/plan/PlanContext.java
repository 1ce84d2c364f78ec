package dev.uprev.plan;

import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.VersionPath;
import java.util.Optional;

/**
 * All that a plan's steps are made from. Steps are a pure function of it: a process that resumes an upgrade makes the
 * same steps from the context kept in the journal, without looking at the servers again.
 *
 * @param request what the user wants
 * @param path the releases that the upgrade passes through
 * @param source what the inspection saw of the source
 * @param target what the inspection saw of the target; absent where it is still to be created or is the source itself
 */
public record PlanContext(
        UpgradeRequest request, VersionPath path, InstanceFacts source, Optional<InstanceFacts> target) {}
