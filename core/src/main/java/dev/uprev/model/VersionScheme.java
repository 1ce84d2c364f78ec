package dev.uprev.model;

/**
 * How an engine numbers its releases: which leading components of a version name its release line, the unit in which
 * vendors state what may be upgraded to what.
 */
@FunctionalInterface
public interface VersionScheme {
    /** The first number is the line: {@code 17.11} belongs to {@code 17}. */
    VersionScheme MAJOR = version -> 1;

    /** The first two numbers are the line: {@code 7.0.15} belongs to {@code 7.0}. */
    VersionScheme MAJOR_MINOR = version -> 2;

    /** PostgreSQL: two numbers before 10, one from 10 on. */
    VersionScheme POSTGRESQL = version -> version.major() < 10 ? 2 : 1;

    /** The number of leading components that name the release line of this version, 1 or more. */
    int lineLength(Version version);
}
