package dev.uprev.testkit.contract;

/**
 * A difference between source and target that a verification must find.
 *
 * @param name what it is, as in {@code a flipped byte}
 * @param seenByCount whether it shows already when only objects and numbers of records are compared
 * @param mentions what the first difference has to name, such as a table
 * @param cause does it, to a server that holds the data
 */
public record Damage(String name, boolean seenByCount, String mentions, Runnable cause) {}
