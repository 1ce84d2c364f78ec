package dev.uprev.compat;

import static dev.uprev.model.UpgradeMethod.DUMP_AND_RESTORE;
import static dev.uprev.model.UpgradeMethod.IN_PLACE;
import static dev.uprev.model.UpgradeMethod.REPLICATION;

import dev.uprev.compat.Recommendation.Choice;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Ranks the methods. Those that meet the needs come first, each group in the order that suits the engine; replication,
 * whose pause does not grow with the data, so comes first for a database too large for the pause that is allowed.
 */
final class Recommender {
    private static final List<UpgradeMethod> SOURCE_UNTOUCHED = List.of(DUMP_AND_RESTORE, REPLICATION, IN_PLACE);
    private static final List<UpgradeMethod> IN_PLACE_FIRST = List.of(IN_PLACE, DUMP_AND_RESTORE, REPLICATION);

    private final CompatibilityRules rules;
    private final Needs needs;

    Recommender(CompatibilityRules rules, Needs needs) {
        this.rules = rules;
        this.needs = needs;
    }

    Recommendation rank(DatabaseEngine engine, Version from, Version to) {
        List<Choice> choices = preferred(engine).stream()
                .map(method -> choice(rules.assess(engine, from, to, method)))
                .sorted(Comparator.comparing((Choice choice) -> !choice.meetsNeeds())
                        .thenComparing(choice -> !choice.eligibility().isEligible()))
                .toList();
        return new Recommendation(title(engine, from, to), choices);
    }

    private static List<UpgradeMethod> preferred(DatabaseEngine engine) {
        boolean inPlaceFirst = engine.equals(DatabaseEngine.MONGODB) || engine.equals(DatabaseEngine.REDIS);
        return inPlaceFirst ? IN_PLACE_FIRST : SOURCE_UNTOUCHED;
    }

    private String title(DatabaseEngine engine, Version from, Version to) {
        return engine + " " + from + " -> " + to + ", "
                + (needs.dataBytes().isPresent()
                        ? Downtime.size(needs.dataBytes().getAsLong())
                        : "data of unknown size")
                + ", at most " + Downtime.words(needs.allowedDowntime()) + " of downtime, services "
                + (needs.canRepoint() ? "can" : "cannot") + " be repointed";
    }

    private Choice choice(Eligibility eligibility) {
        return eligibility
                .path()
                .map(path ->
                        eligible(eligibility, Downtime.of(eligibility.proposal().method(), path, needs)))
                .orElseGet(() -> new Choice(
                        eligibility,
                        Optional.empty(),
                        false,
                        eligibility.blockers().stream()
                                .map(blocker -> "not eligible: " + blocker.why())
                                .toList()));
    }

    private Choice eligible(Eligibility eligibility, Downtime downtime) {
        UpgradeMethod method = eligibility.proposal().method();
        List<String> reasons = new ArrayList<>();
        reasons.add(character(eligibility.proposal()));
        boolean inTime = downtime.estimate().compareTo(needs.allowedDowntime()) <= 0;
        reasons.add(
                (inTime ? "keeps to the allowed downtime: " : "takes longer than allowed: ") + downtime.assumption());
        boolean reachable = needs.canRepoint() || method == IN_PLACE;
        if (!reachable) {
            reasons.add("does not do where services cannot be repointed: the data move to another server");
        }
        eligibility.warnings().forEach(warning -> reasons.add("warning: " + warning.why()));
        return new Choice(eligibility, Optional.of(downtime), inTime && reachable, reasons);
    }

    private static String character(Proposal proposal) {
        return switch (proposal.method()) {
            case DUMP_AND_RESTORE -> "leaves the source as it is, so going back is repointing the services";
            case REPLICATION -> "leaves the source as it is, and the services pause only for the switch";
            case IN_PLACE ->
                proposal.engine().equals(DatabaseEngine.POSTGRESQL)
                        ? "changes the data directory itself: for PostgreSQL the others are better where they will do"
                        : "needs no second server and no repointing";
        };
    }
}
