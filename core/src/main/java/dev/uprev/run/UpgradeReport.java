package dev.uprev.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.compat.Finding;
import dev.uprev.json.Json;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.VersionPath;
import dev.uprev.plan.Course;
import dev.uprev.plan.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run did.
 *
 * @param planId the plan that was carried out
 * @param engine the product
 * @param method how
 * @param path the releases passed through
 * @param course the way of the plan that this is about
 * @param outcome how it ended
 * @param steps what was done, in order, with the undoing of steps at the end
 * @param elapsed from the first step to the last; the time between a crash and its resume included
 * @param downtime from the first service scaled to zero until all were back; absent when none was touched
 * @param verification the comparison of both sides; absent when there was none
 * @param findings what was seen on the way
 * @param byHand what is left to do for people
 * @param error the first error, redacted; absent when there was none
 */
public record UpgradeReport(
        String planId,
        String engine,
        UpgradeMethod method,
        VersionPath path,
        Course course,
        Outcome outcome,
        List<StepReport> steps,
        Duration elapsed,
        Optional<Duration> downtime,
        Optional<Verification> verification,
        List<Finding> findings,
        List<String> byHand,
        Optional<String> error) {
    private static final int FORMAT_VERSION = 1;

    public UpgradeReport {
        steps = List.copyOf(steps);
        findings = List.copyOf(findings);
        byHand = List.copyOf(byHand);
    }

    /**
     * One step, or its undoing.
     *
     * @param error why it failed; absent when it did not
     */
    public record StepReport(String id, String title, boolean undo, Duration elapsed, Optional<String> error) {}

    public boolean isCompleted() {
        return outcome == Outcome.COMPLETED;
    }

    /** The report for people, some lines of text. */
    public String summary() {
        return ReportText.of(this);
    }

    /** The report for programs: JSON with a {@code formatVersion}. */
    public String toJson() {
        ObjectNode json = Json.mapper().createObjectNode().put("formatVersion", FORMAT_VERSION);
        json.setAll((ObjectNode) Json.mapper().valueToTree(this));
        return json.toString();
    }
}
