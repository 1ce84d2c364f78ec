package dev.uprev.run;

import dev.uprev.json.Json;
import dev.uprev.model.Instance;
import dev.uprev.plan.StepContext;
import java.util.Optional;
import java.util.function.Function;

/** The address of a target that the upgrade created, kept in the journal for every later step. */
public final class CreatedTarget {
    private static final String KEY = "created target";

    private CreatedTarget() {}

    /** Keeps it. */
    public static void remember(StepContext run, Instance instance) {
        run.remember(KEY, Json.write(instance));
    }

    static Optional<Instance> recall(Function<String, Optional<String>> memory) {
        return memory.apply(KEY).map(text -> Json.read(text, Instance.class));
    }
}
