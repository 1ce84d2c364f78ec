package dev.uprev.testkit.memory;

import dev.uprev.digest.ContentDigest;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.Phase;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.Difference;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepContext;
import dev.uprev.plan.Verification;
import dev.uprev.spi.VerificationSupport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Collections, numbers of records and indexes; from the level CONTENT on a digest of the records as well. */
final class MemoryVerification implements VerificationSupport {
    private static final String ABSENT = "absent";

    @Override
    public List<Step> steps(PlanContext context) {
        return List.of(Step.builder("verify", Phase.VERIFY, "compare source and target")
                .preview("level " + context.request().verification())
                .action(MemoryVerification::verify));
    }

    private static void verify(StepContext run) {
        VerificationLevel level = run.plan().request().verification();
        MemoryStore source = MemorySession.open(run.source(), run.secrets()).store();
        MemoryStore target = MemorySession.open(run.target(), run.secrets()).store();
        SortedSet<String> names = source.names();
        names.addAll(target.names());
        List<Difference> differences = new ArrayList<>();
        long records = 0;
        for (String name : names) {
            run.cancellation().check();
            differences.addAll(compare(name, source, target, level));
            records += source.names().contains(name) ? source.records(name).size() : 0;
        }
        Verification outcome = new Verification(level, names.size(), records, differences);
        run.report(outcome);
        if (!outcome.isEqual()) {
            throw UpgradeException.failed("verification-failed", "source and target differ")
                    .seen(differences.get(0))
                    .why(differences.size() + " differences were found")
                    .fix("do not use the target; find out who has written to it, and begin again");
        }
    }

    private static List<Difference> compare(
            String name, MemoryStore source, MemoryStore target, VerificationLevel level) {
        List<Difference> differences = new ArrayList<>();
        boolean inSource = source.names().contains(name);
        boolean inTarget = target.names().contains(name);
        if (!inSource || !inTarget) {
            differences.add(
                    difference(name, "collection", inSource ? "present" : ABSENT, inTarget ? "present" : ABSENT));
            return differences;
        }
        List<String> left = source.records(name);
        List<String> right = target.records(name);
        differences.add(difference(name, "records", left.size(), right.size()));
        differences.add(difference(name, "indexes", source.indexes(name), target.indexes(name)));
        if (level == VerificationLevel.CONTENT) {
            differences.add(difference(name, "content", digest(left), digest(right)));
        }
        differences.removeIf(difference -> difference.source().equals(difference.target()));
        return differences;
    }

    private static Difference difference(String name, String aspect, Object source, Object target) {
        return new Difference(name, aspect, source.toString(), target.toString());
    }

    private static ContentDigest digest(List<String> records) {
        ContentDigest digest = new ContentDigest();
        for (String record : records) {
            byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
            digest.add(bytes, 0, bytes.length);
        }
        return digest;
    }
}
