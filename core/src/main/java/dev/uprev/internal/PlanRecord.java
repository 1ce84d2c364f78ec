package dev.uprev.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.journal.JournalEntry;
import dev.uprev.journal.JournalEntry.Kind;
import dev.uprev.journal.RunJournal;
import dev.uprev.json.Json;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.UpgradePlan;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A plan as the first entry of its run's journal. */
public final class PlanRecord {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();

    private PlanRecord() {}

    /** An id that no other plan has: engine, time, and some random digits. */
    public static String newId(UpgradeRequest request, InstantSource clock) {
        return "%s-%s-%04x".formatted(request.engine().id(), TIME.format(clock.instant()), RANDOM.nextInt(0x10000));
    }

    /**
     * Lets only a plan pass that nothing stands in the way of.
     *
     * @throws UpgradeException {@code plan-has-blockers}
     */
    public static void refuseBlockers(UpgradePlan plan) {
        Findings.refuseBlockers("plan-has-blockers", "plan " + plan.id() + " cannot be carried out", plan.findings());
    }

    /** Writes the plan as the first entry. */
    public static void write(UpgradePlan plan, RunJournal run, InstantSource clock) {
        SortedMap<String, String> data = new TreeMap<>();
        data.put("id", plan.id());
        data.put("fingerprint", plan.fingerprint());
        data.put("context", Json.write(plan.context()));
        data.put("findings", Json.write(plan.findings()));
        run.append(new JournalEntry(clock.instant(), Kind.PLANNED, "", data));
    }

    /**
     * Makes the plan again from the first entry.
     *
     * @throws UpgradeException {@code plan-changed} when that gives other steps than were planned
     */
    public static UpgradePlan read(RunJournal run, Planner planner) {
        JournalEntry first = run.entries().get(0);
        UpgradePlan plan = planner.again(
                first.value("id"),
                Json.read(first.value("context"), PlanContext.class),
                findings(first.value("findings")));
        if (!plan.fingerprint().equals(first.value("fingerprint"))) {
            throw UpgradeException.failed("plan-changed", "cannot go on with plan " + plan.id())
                    .seen(plan.fingerprint())
                    .why("the plan was made by another version of this library, which took other steps")
                    .fix("resume with the version that began it, or make a new plan");
        }
        return plan;
    }

    private static List<Finding> findings(String json) {
        try {
            return Json.mapper().readValue(json, new TypeReference<List<Finding>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("these are not findings", e);
        }
    }
}
