package dev.uprev.plan;

import java.util.List;
import java.util.stream.Stream;

/**
 * The steps of a plan.
 *
 * @param upgrade those of the upgrade itself
 * @param finish those that end its rollback window; none where it keeps no such window
 * @param rollback those that go back within the window; none where it keeps no such window
 */
public record PlannedSteps(List<Step> upgrade, List<Step> finish, List<Step> rollback) {
    public PlannedSteps {
        upgrade = List.copyOf(upgrade);
        finish = List.copyOf(finish);
        rollback = List.copyOf(rollback);
    }

    /** Steps of an upgrade that keeps no rollback window. */
    public static PlannedSteps of(List<Step> upgrade) {
        return new PlannedSteps(upgrade, List.of(), List.of());
    }

    List<Step> of(Course course) {
        return switch (course) {
            case UPGRADE -> upgrade;
            case FINISH -> finish;
            case ROLLBACK -> rollback;
        };
    }

    List<Step> all() {
        return Stream.of(upgrade, finish, rollback).flatMap(List::stream).toList();
    }
}
