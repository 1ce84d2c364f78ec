package dev.uprev.plan;

import dev.uprev.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A plan for programs. */
final class PlanJson {
    private static final int FORMAT_VERSION = 1;

    private PlanJson() {}

    static String of(UpgradePlan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("formatVersion", FORMAT_VERSION);
        json.put("id", plan.id());
        json.put("fingerprint", plan.fingerprint());
        json.put("executable", plan.isExecutable());
        json.put("engine", plan.context().request().engine());
        json.put("method", plan.context().request().method());
        json.put("path", plan.context().path());
        json.put("context", plan.context());
        json.put("findings", plan.findings());
        json.put("steps", plan.steps().stream().map(PlanJson::step).toList());
        if (plan.keepsRollbackWindow()) {
            for (Course way : List.of(Course.ROLLBACK, Course.FINISH)) {
                json.put(
                        way.verb(), plan.steps(way).stream().map(PlanJson::step).toList());
            }
        }
        return Json.write(json);
    }

    private static Map<String, Object> step(Step step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", step.id());
        json.put("phase", step.phase());
        json.put("title", step.title());
        json.put("effect", step.effect());
        json.put("preview", List.copyOf(step.preview()));
        json.put("bytes", step.estimate().bytes());
        json.put("estimate", step.estimate().duration());
        json.put("undo", step.canBeUndone());
        json.put("overlapsPrevious", step.overlapsPrevious());
        return json;
    }
}
