package dev.uprev.compat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing to know about an upgrade, found by a rule or by a look at the live servers.
 *
 * @param code stable and fit for programs: lower case words and digits joined by dashes
 * @param seen the value that gave rise to it, such as {@code 9.6 -> 17}
 * @param why what follows from it, for people
 * @param remedy what to do; never empty for a blocker
 * @param source the documentation that says so
 */
public record Finding(String code, Severity severity, String seen, String why, String remedy, Optional<URI> source) {
    private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** @throws IllegalArgumentException for a code of another form, no reason, or a blocker without remedy */
    public Finding {
        checkWords(code, severity, why, remedy);
    }

    static void checkWords(String code, Severity severity, String why, String remedy) {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException(
                    "the code of a finding is made of lower case words, digits and dashes," + " not \"" + code + "\"");
        }
        if (why.isBlank()) {
            throw new IllegalArgumentException("finding " + code + " does not say why");
        }
        if (severity == Severity.BLOCKER && remedy.isBlank()) {
            throw new IllegalArgumentException("blocker " + code + " does not say what to do about it");
        }
    }

    public static Finding blocker(String code, String seen, String why, String remedy) {
        return new Finding(code, Severity.BLOCKER, seen, why, remedy, Optional.empty());
    }

    public static Finding warning(String code, String seen, String why, String remedy) {
        return new Finding(code, Severity.WARNING, seen, why, remedy, Optional.empty());
    }

    public static Finding info(String code, String seen, String why, String remedy) {
        return new Finding(code, Severity.INFO, seen, why, remedy, Optional.empty());
    }

    public Finding withSource(URI documentation) {
        return new Finding(code, severity, seen, why, remedy, Optional.of(documentation));
    }

    public boolean isBlocker() {
        return severity == Severity.BLOCKER;
    }

    /** A few lines for people: severity, code, what was seen, why; then {@code fix:} and {@code see:}, where given. */
    public String explain() {
        return explain(seen);
    }

    /** The same with {@code shown} in the place of what was seen; empty where the reader knows it already. */
    String explain(String shown) {
        return severity + " " + code + (shown.isBlank() ? "" : " (" + shown + ")") + ": " + why
                + (remedy.isBlank() ? "" : "\n  fix: " + remedy)
                + source.map(link -> "\n  see: " + link).orElse("");
    }

    /** The same on one line, without the source. */
    @Override
    public String toString() {
        return severity + " " + code + (seen.isBlank() ? "" : " (" + seen + ")") + ": " + why
                + (remedy.isBlank() ? "" : "; fix: " + remedy);
    }

    @JsonValue
    Map<String, String> toJson() {
        Map<String, String> json = new LinkedHashMap<>();
        json.put("code", code);
        json.put("severity", severity.name());
        json.put("seen", seen);
        json.put("why", why);
        json.put("remedy", remedy);
        source.ifPresent(link -> json.put("source", link.toString()));
        return json;
    }

    @JsonCreator
    static Finding fromJson(
            @JsonProperty(value = "code", required = true) String code,
            @JsonProperty(value = "severity", required = true) Severity severity,
            @JsonProperty("seen") @Nullable String seen,
            @JsonProperty(value = "why", required = true) String why,
            @JsonProperty("remedy") @Nullable String remedy,
            @JsonProperty("source") @Nullable URI source) {
        return new Finding(
                code,
                severity,
                Objects.requireNonNullElse(seen, ""),
                why,
                Objects.requireNonNullElse(remedy, ""),
                Optional.ofNullable(source));
    }
}
