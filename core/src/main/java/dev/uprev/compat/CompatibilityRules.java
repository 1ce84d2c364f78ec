package dev.uprev.compat;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A set of rules with a catalogue of releases: says which upgrades are possible. Two sets ship; users add rows of their
 * own with {@link #with(CompatibilityRule...)}. Immutable and safe for use by several threads; never does I/O.
 *
 * <p>Whatever the rows say, a downgrade is never eligible, and the version that is there already is nothing to do.
 */
public final class CompatibilityRules {
    private final List<CompatibilityRule> rows;
    private final ReleaseCatalog catalog;
    private final Map<DatabaseEngine, Map<UpgradeMethod, List<CompatibilityRule>>> index = new HashMap<>();

    private CompatibilityRules(List<CompatibilityRule> rows, ReleaseCatalog catalog) {
        this.rows = List.copyOf(rows);
        this.catalog = catalog;
        rows.stream().flatMap(row -> row.engine().stream()).distinct().forEach(this::addToIndex);
    }

    private void addToIndex(DatabaseEngine engine) {
        Map<UpgradeMethod, List<CompatibilityRule>> byMethod = new EnumMap<>(UpgradeMethod.class);
        for (UpgradeMethod method : UpgradeMethod.values()) {
            byMethod.put(method, rowsAbout(engine, method));
        }
        index.put(engine, byMethod);
    }

    private List<CompatibilityRule> rowsAbout(DatabaseEngine engine, UpgradeMethod method) {
        return rows.stream().filter(row -> row.speaksOf(engine, method)).toList();
    }

    /** The default: what a managed platform offers. */
    public static CompatibilityRules standard() {
        return StandardRules.STANDARD;
    }

    /** What each vendor documents as possible. */
    public static CompatibilityRules vendor() {
        return StandardRules.VENDOR;
    }

    /** No rows and an empty catalogue, to begin a set of one's own. */
    public static CompatibilityRules empty() {
        return new CompatibilityRules(List.of(), ReleaseCatalog.empty());
    }

    /** These rules and more rows. */
    public CompatibilityRules with(CompatibilityRule... more) {
        return with(List.of(more));
    }

    /** These rules and more rows. */
    public CompatibilityRules with(List<CompatibilityRule> more) {
        return new CompatibilityRules(
                Stream.concat(rows.stream(), more.stream()).toList(), catalog);
    }

    /** These rules with another catalogue, such as {@code rules.catalog().with(engine, "10.0")}. */
    public CompatibilityRules with(ReleaseCatalog other) {
        return new CompatibilityRules(rows, other);
    }

    /** Every row, in the order in which they were added. */
    public List<CompatibilityRule> rows() {
        return rows;
    }

    public ReleaseCatalog catalog() {
        return catalog;
    }

    /** Judges an upgrade: all findings, and the path where it is eligible. Takes microseconds. */
    public Eligibility assess(DatabaseEngine engine, Version from, Version to, UpgradeMethod method) {
        return new Assessment(this, new Proposal(engine, method, from, to)).verdict();
    }

    /** Ranks all methods for an upgrade, by these rules and by what it has to get along with. */
    public Recommendation recommend(DatabaseEngine engine, Version from, Version to, Needs needs) {
        return new Recommender(this, needs).rank(engine, from, to);
    }

    /** The rows about an engine and a method. */
    List<CompatibilityRule> rows(DatabaseEngine engine, UpgradeMethod method) {
        Map<UpgradeMethod, List<CompatibilityRule>> byMethod = index.get(engine);
        return byMethod == null ? rowsAbout(engine, method) : byMethod.getOrDefault(method, List.of());
    }

    /** Whether any upgrade of the engine by that method is allowed. */
    boolean offers(DatabaseEngine engine, UpgradeMethod method) {
        return rows(engine, method).stream().anyMatch(row -> row.effect() == CompatibilityRule.Effect.ALLOW);
    }

    /** The methods by which this upgrade is eligible, in the order of the enum. */
    List<UpgradeMethod> methodsFor(Proposal proposal) {
        List<UpgradeMethod> methods = new ArrayList<>();
        for (UpgradeMethod method : UpgradeMethod.values()) {
            Proposal other = new Proposal(proposal.engine(), method, proposal.from(), proposal.to());
            if (method != proposal.method()
                    && offers(proposal.engine(), method)
                    && new Assessment(this, other).isAllowed()) {
                methods.add(method);
            }
        }
        return methods;
    }
}
