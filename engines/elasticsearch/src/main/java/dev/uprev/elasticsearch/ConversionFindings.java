package dev.uprev.elasticsearch;

import dev.uprev.compat.Finding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells what changes: one finding for each reason, with everything that it is the reason of. */
final class ConversionFindings {
    private static final int SHOWN = 50;

    private ConversionFindings() {}

    static List<Finding> of(List<Change> changes) {
        Map<Conversion, List<Change>> byConversion = new EnumMap<>(Conversion.class);
        changes.forEach(change -> byConversion
                .computeIfAbsent(change.conversion(), missing -> new ArrayList<>())
                .add(change));
        List<Finding> findings = new ArrayList<>();
        byConversion.forEach((conversion, all) -> findings.add(new Finding(
                conversion.code(),
                conversion.severity(),
                shown(all),
                conversion.why(),
                conversion.remedy(),
                Optional.of(conversion.source()))));
        return findings;
    }

    private static String shown(List<Change> changes) {
        String text = changes.stream().limit(SHOWN).map(Change::toString).collect(Collectors.joining("; "));
        int more = changes.size() - SHOWN;
        return more > 0 ? text + "; and " + more + " more" : text;
    }
}
