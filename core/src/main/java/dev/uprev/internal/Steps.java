package dev.uprev.internal;

import dev.uprev.model.Phase;
import dev.uprev.plan.Step;
import java.util.ArrayList;
import java.util.List;

/** Steps brought into the order of a method's phases; within a phase they keep the order in which they came. */
final class Steps {
    private final List<Phase> order;
    private final List<Step> steps = new ArrayList<>();

    Steps(Phase... order) {
        this.order = List.of(order);
    }

    /**
     * Adds steps of any of the phases.
     *
     * @throws IllegalStateException when an engine gave a step of a phase that the method does not have
     */
    Steps add(List<Step> more) {
        for (Step step : more) {
            if (!order.contains(step.phase())) {
                throw new IllegalStateException(
                        "step " + step + " is in a phase that this method does not have: " + order);
            }
        }
        steps.addAll(more);
        return this;
    }

    /** In the order in which they came, for one server after the other. */
    List<Step> asGiven() {
        return List.copyOf(steps);
    }

    List<Step> inOrder() {
        return order.stream()
                .flatMap(phase -> steps.stream().filter(step -> step.phase() == phase))
                .toList();
    }
}
