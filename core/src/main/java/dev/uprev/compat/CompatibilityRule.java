package dev.uprev.compat;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;
import dev.uprev.model.VersionRange;
import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One row of what is known about upgrades: for which engine, method and versions it speaks, what it says, why, and
 * where that is documented. Immutable, if its condition is.
 *
 * <p>A proposal is eligible when at least one row allows it and none blocks it. Rows that name a stop make the path:
 * the upgrade passes that release line on its way. Rows that warn or inform add findings.
 */
public final class CompatibilityRule {
    enum Effect {
        ALLOW,
        PASS_THROUGH,
        BLOCK,
        WARN,
        INFORM
    }

    private final Builder row;

    private CompatibilityRule(Builder row) {
        this.row = row;
    }

    /** A row by which the upgrade is possible, unless another row blocks it. */
    public static Builder allow(String code) {
        return new Builder(Effect.ALLOW, code);
    }

    /** A row by which the upgrade is not possible, whatever other rows say. It must name a remedy. */
    public static Builder block(String code) {
        return new Builder(Effect.BLOCK, code);
    }

    /** A row that adds a warning. */
    public static Builder warn(String code) {
        return new Builder(Effect.WARN, code);
    }

    /** A row that adds something good to know. */
    public static Builder inform(String code) {
        return new Builder(Effect.INFORM, code);
    }

    /**
     * A row by which upgrades stop at a release line on their way: those that start before the line and end after it.
     *
     * @param line the release line, such as {@code 5.0}
     * @throws IllegalArgumentException when the line is not a version
     */
    public static Builder passThrough(String code, String line) {
        Builder row = new Builder(Effect.PASS_THROUGH, code);
        row.stop = Optional.of(Version.parse(line));
        return row;
    }

    public String code() {
        return row.code;
    }

    /** The engine that the row speaks of; empty for every engine. */
    public Optional<DatabaseEngine> engine() {
        return row.engine;
    }

    /** The method that the row speaks of; empty for every method. */
    public Optional<UpgradeMethod> method() {
        return row.method;
    }

    /** Where it is documented. */
    public Optional<URI> source() {
        return row.source;
    }

    Effect effect() {
        return row.effect;
    }

    boolean isDirect() {
        return row.direct;
    }

    Optional<Version> stop() {
        return row.stop;
    }

    boolean speaksOf(DatabaseEngine engine, UpgradeMethod method) {
        return row.engine.map(engine::equals).orElse(true)
                && row.method.map(method::equals).orElse(true);
    }

    boolean matches(Proposal proposal) {
        return row.from.contains(release(proposal.from()))
                && row.to.contains(release(proposal.to()))
                && row.stop.map(line -> liesBetween(line, proposal)).orElse(true)
                && row.condition.test(proposal);
    }

    private static boolean liesBetween(Version line, Proposal proposal) {
        return line.isNewerThan(proposal.from())
                && line.isOlderThan(proposal.to())
                && !proposal.from().belongsTo(line)
                && !proposal.to().belongsTo(line);
    }

    /** A pre-release is judged as the release that it will be: 9.0.0-rc1 is in every range that 9.0.0 is in. */
    private static Version release(Version version) {
        return version.isPreRelease() ? version.first(version.length()) : version;
    }

    Finding finding(Proposal proposal) {
        String seen = row.stop.map(Version::toString).orElseGet(proposal::toString);
        return new Finding(row.code, row.severity(), seen, row.why, row.remedy, row.source);
    }

    @Override
    public String toString() {
        return row.effect + " " + row.code;
    }

    /**
     * Collects the parts of a row. Every part but the reason may be left out; each call replaces what was set before.
     */
    public static final class Builder {
        private final Effect effect;
        private final String code;
        private Optional<Version> stop = Optional.empty();
        private Optional<DatabaseEngine> engine = Optional.empty();
        private Optional<UpgradeMethod> method = Optional.empty();
        private VersionRange from = VersionRange.any();
        private VersionRange to = VersionRange.any();
        private Predicate<Proposal> condition = proposal -> true;
        private boolean direct;
        private String why = "";
        private String remedy = "";
        private Optional<URI> source = Optional.empty();

        private Builder(Effect effect, String code) {
            this.effect = effect;
            this.code = code;
        }

        private Builder(Builder other) {
            this(other.effect, other.code);
            stop = other.stop;
            engine = other.engine;
            method = other.method;
            from = other.from;
            to = other.to;
            condition = other.condition;
            direct = other.direct;
            why = other.why;
            remedy = other.remedy;
            source = other.source;
        }

        /** Only upgrades of that engine. */
        public Builder engine(DatabaseEngine only) {
            engine = Optional.of(only);
            return this;
        }

        /** Only upgrades by that method. */
        public Builder method(UpgradeMethod only) {
            method = Optional.of(only);
            return this;
        }

        /** Only upgrades that start there. */
        public Builder from(VersionRange range) {
            from = range;
            return this;
        }

        /** Only upgrades that end there. */
        public Builder to(VersionRange range) {
            to = range;
            return this;
        }

        /**
         * Only upgrades of which this is true as well. Must have no side effect and be safe for use by several threads.
         */
        public Builder when(Predicate<Proposal> also) {
            condition = also;
            return this;
        }

        /**
         * For a row that allows: it holds for a single hop, whatever releases lie between or are yet to come. Where
         * such a row speaks, a release that the catalogue does not list is a warning; elsewhere it is a blocker, for
         * the hops would be guessed.
         */
        public Builder direct() {
            direct = true;
            return this;
        }

        /** The reason, a clause or a sentence for people. */
        public Builder why(String reason) {
            why = reason;
            return this;
        }

        /** What to do about it. */
        public Builder remedy(String fix) {
            remedy = fix;
            return this;
        }

        /**
         * The page that says so.
         *
         * @throws IllegalArgumentException when it is not a URI
         */
        public Builder source(String page) {
            return source(URI.create(page));
        }

        /** The page that says so. */
        public Builder source(URI page) {
            source = Optional.of(page);
            return this;
        }

        /**
         * The row.
         *
         * @throws IllegalArgumentException for a code that is not lower case words joined by dashes, a row without a
         *     reason, or one that blocks without a remedy
         */
        public CompatibilityRule build() {
            Finding.checkWords(code, severity(), why, remedy);
            return new CompatibilityRule(new Builder(this));
        }

        private Severity severity() {
            return switch (effect) {
                case BLOCK -> Severity.BLOCKER;
                case WARN -> Severity.WARNING;
                case ALLOW, PASS_THROUGH, INFORM -> Severity.INFO;
            };
        }
    }
}
