package dev.uprev.model;

import java.util.Optional;

/**
 * A range of versions. Bounds are release lines or single releases: {@code upTo("7.10")} holds 7.10 and every 7.10.x.
 */
public final class VersionRange {
    private static final VersionRange ANY = new VersionRange(Optional.empty(), Optional.empty(), Optional.empty());

    private final Optional<Version> from;
    private final Optional<Version> upTo;
    private final Optional<Version> below;

    private VersionRange(Optional<Version> from, Optional<Version> upTo, Optional<Version> below) {
        this.from = from;
        this.upTo = upTo;
        this.below = below;
    }

    public static VersionRange any() {
        return ANY;
    }

    /** That version and everything newer. */
    public static VersionRange atLeast(String version) {
        return new VersionRange(Optional.of(Version.parse(version)), Optional.empty(), Optional.empty());
    }

    /** Everything older than that version. */
    public static VersionRange below(String version) {
        return ANY.andBelow(version);
    }

    /** Everything older than that version, that version, and every release of its line. */
    public static VersionRange upTo(String version) {
        return ANY.andUpTo(version);
    }

    /** That line and every release of it: {@code line("7")} holds 7.0 to 7.17.29. */
    public static VersionRange line(String version) {
        return atLeast(version).andUpTo(version);
    }

    /** This range, cut off before that version. */
    public VersionRange andBelow(String version) {
        return new VersionRange(from, upTo, Optional.of(Version.parse(version)));
    }

    /** This range, cut off after that version and every release of its line. */
    public VersionRange andUpTo(String version) {
        return new VersionRange(from, Optional.of(Version.parse(version)), below);
    }

    public boolean contains(Version version) {
        return from.map(bound -> !version.isOlderThan(bound)).orElse(true)
                && upTo.map(bound -> !version.isNewerThan(bound) || version.belongsTo(bound))
                        .orElse(true)
                && below.map(version::isOlderThan).orElse(true);
    }

    @Override
    public String toString() {
        if (from.isEmpty() && upTo.isEmpty() && below.isEmpty()) {
            return "any version";
        }
        if (from.equals(upTo)) {
            return from.orElseThrow().toString();
        }
        String start = from.map(bound -> "from " + bound + " ").orElse("");
        String end = upTo.map(bound -> "up to " + bound)
                .or(() -> below.map(bound -> "below " + bound))
                .orElse("on");
        return start + end;
    }
}
