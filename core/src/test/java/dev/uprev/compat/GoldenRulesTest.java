package dev.uprev.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;
import dev.uprev.model.VersionPath;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The verdicts that the shipped rules must give, one row of a table for each: what was asked, verdict, path, findings.
 */
class GoldenRulesTest {
    @ParameterizedTest(name = "{0} {1} {2} {3} -> {4}")
    @CsvFileSource(
            resources = {"postgresql.csv", "mongodb.csv", "redis.csv", "elasticsearch.csv"},
            numLinesToSkip = 1)
    void verdictPathAndFindingsAreAsWritten(
            String rules,
            String engine,
            UpgradeMethod method,
            String from,
            String to,
            String verdict,
            @Nullable String path,
            @Nullable String codes) {
        Eligibility eligibility =
                rules(rules).assess(DatabaseEngine.named(engine), Version.parse(from), Version.parse(to), method);
        String seen = String.join(
                ",",
                rules,
                engine,
                method.name(),
                from,
                to,
                eligibility.isEligible() ? "eligible" : "ineligible",
                eligibility.path().map(VersionPath::toString).orElse(""),
                eligibility.findings().stream()
                        .filter(finding -> finding.severity() != Severity.INFO)
                        .map(Finding::code)
                        .sorted()
                        .collect(Collectors.joining(" ")));
        assertThat(seen)
                .as(eligibility.explain())
                .isEqualTo(String.join(",", rules, engine, method.name(), from, to, verdict, text(path), text(codes)));
    }

    private static String text(@Nullable String cell) {
        return cell == null ? "" : cell;
    }

    private static CompatibilityRules rules(String name) {
        return name.equals("vendor") ? CompatibilityRules.vendor() : CompatibilityRules.standard();
    }
}
