package dev.uprev.compat;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.uprev.model.UpgradeMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The methods for an upgrade, best first, with reasons. Immutable.
 *
 * @param title what was asked, for people
 * @param choices every method: those that meet the needs, then the other eligible ones, then those that are not
 *     eligible
 */
public record Recommendation(String title, List<Choice> choices) {
    public Recommendation {
        choices = List.copyOf(choices);
    }

    /**
     * One method.
     *
     * @param eligibility what the rules say
     * @param downtime an estimate; empty when not eligible
     * @param meetsNeeds whether it is eligible and gets along with what was asked
     * @param reasons why it stands where it does
     */
    public record Choice(
            Eligibility eligibility, Optional<Downtime> downtime, boolean meetsNeeds, List<String> reasons) {
        public Choice {
            reasons = List.copyOf(reasons);
        }

        public UpgradeMethod method() {
            return eligibility.proposal().method();
        }

        @JsonValue
        Map<String, Object> toJson() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("method", method().name());
            json.put("meetsNeeds", meetsNeeds);
            downtime.ifPresent(time -> {
                json.put("downtimeSeconds", time.estimate().toSeconds());
                json.put("downtimeAssumption", time.assumption());
            });
            json.put("reasons", reasons);
            json.put("eligibility", eligibility);
            return json;
        }
    }

    /** The first choice, if it is eligible; it may fail to meet the needs where no method does. */
    public Optional<Choice> best() {
        return choices.stream()
                .filter(choice -> choice.eligibility().isEligible())
                .findFirst();
    }

    /** A few lines for people: each method in its place, with the downtime and the reasons. */
    public String explain() {
        StringBuilder text = new StringBuilder(title);
        int place = 1;
        for (Choice choice : choices) {
            text.append("\n")
                    .append(place++)
                    .append(". ")
                    .append(choice.method().displayName());
            choice.downtime()
                    .ifPresent(time -> text.append(", about ")
                            .append(Downtime.words(time.estimate()))
                            .append(" of downtime"));
            choice.reasons().forEach(reason -> text.append("\n   - ").append(reason));
        }
        return text.toString();
    }

    @JsonValue
    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("title", title);
        best().ifPresent(choice -> json.put("best", choice.method().name()));
        json.put("choices", choices);
        return json;
    }
}
