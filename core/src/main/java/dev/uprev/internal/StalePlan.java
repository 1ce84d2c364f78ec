package dev.uprev.internal;

import dev.uprev.error.UpgradeException;
import dev.uprev.plan.InstanceFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** Refuses a plan whose servers are not any more as they were when it was made. */
final class StalePlan {
    private static final int SHOWN = 5;

    private StalePlan() {}

    static void refuse(String side, InstanceFacts planned, InstanceFacts now) {
        List<String> changes = new ArrayList<>();
        change(changes, "product", planned.product(), now.product());
        change(changes, "version", planned.version(), now.version());
        change(changes, "identity", planned.identity(), now.identity());
        TreeSet<String> names = new TreeSet<>(planned.attributes().keySet());
        names.addAll(now.attributes().keySet());
        for (String name : names) {
            change(
                    changes,
                    name,
                    planned.attributes().getOrDefault(name, "absent"),
                    now.attributes().getOrDefault(name, "absent"));
        }
        if (!changes.isEmpty()) {
            throw UpgradeException.failed("stale-plan", "the " + side + " has changed since the plan was made")
                    .seen(String.join("; ", changes.subList(0, Math.min(SHOWN, changes.size()))))
                    .why("the plan's steps were made for what was there then")
                    .fix("make a new plan, read it, and execute that one");
        }
    }

    private static void change(List<String> changes, String name, Object planned, Object now) {
        if (!Objects.equals(planned, now)) {
            changes.add(name + " was " + planned + " and is " + now);
        }
    }
}
