package dev.uprev.redis;

import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import java.io.IOException;
import java.util.List;

/** Whether the target reads the payloads that the source makes, as {@link PayloadFormat} finds out. */
final class FormatChecks {
    /** Which every server reads. */
    private static final int OLDEST = 6;

    private FormatChecks() {}

    static List<Finding> findings(RespConnection target, RedisFacts source) throws IOException {
        int version = (int) source.measure(RedisFacts.RDB_VERSION);
        try {
            boolean accepted = PayloadFormat.accepts(target, version == 0 ? OLDEST : version);
            if (version == 0) {
                return List.of(Finding.info(
                        "format-unknown",
                        source.facts().product() + " " + source.facts().version(),
                        "the source has no small key whose payload would show its format",
                        ""));
            }
            return accepted
                    ? List.of(Finding.info(
                            "payloads-as-they-are",
                            "RDB version " + version,
                            "the target reads the payloads of the source",
                            ""))
                    : rewritten(target, source, version);
        } catch (UpgradeException e) {
            return List.of(Finding.blocker(
                    e.code(),
                    String.valueOf(e.getMessage()).replaceFirst("; fix: .*", ""),
                    "the target takes no keys now",
                    e.fix().orElse("see its log")));
        }
    }

    /** See {@link PayloadRewrite}. */
    private static List<Finding> rewritten(RespConnection target, RedisFacts source, int version) throws IOException {
        String seen = "RDB version " + version;
        long expiring = source.measure(RedisFacts.EXPIRING_FIELDS);
        if (expiring > 0
                && PayloadFormat.firstOf(target, PayloadRewrite.FIELD_EXPIRY).isEmpty()) {
            return List.of(Finding.blocker(
                    "expiring-fields",
                    seen + "; hashes with fields that expire: " + expiring,
                    "the target knows no fields that expire",
                    "take a newer target (Redis 7.4, Valkey 9), or HPERSIST these fields on the source"));
        }
        if (PayloadFormat.firstOf(target, PayloadRewrite.COMMON).isEmpty()) {
            return List.of(Finding.blocker(
                    "payload-incompatible",
                    seen,
                    "the target reads neither the payloads of the source nor any to which they could be rewritten",
                    "take another target"));
        }
        return List.of(Finding.info(
                "payloads-rewritten",
                seen,
                "the target does not read the payloads of the source as they are, so they are rewritten key by key; a"
                        + " value that the target does not have at all, such as one of a module, ends the upgrade with"
                        + " payload-unknown",
                ""));
    }
}
