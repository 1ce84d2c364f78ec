package dev.uprev.plan;

import dev.uprev.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What tells one plan from another: all that the steps depend on, measures left out. */
final class Fingerprint {
    private Fingerprint() {}

    static String of(PlanContext context, List<Step> steps) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("request", context.request());
        parts.put("path", context.path());
        parts.put("source", stable(context.source()));
        parts.put("target", context.target().map(Fingerprint::stable));
        parts.put("steps", steps.stream().map(Step::id).toList());
        byte[] text = Json.write(parts).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text))
                    .substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static List<Object> stable(InstanceFacts facts) {
        return List.of(facts.product(), facts.version(), facts.identity(), facts.attributes());
    }
}
