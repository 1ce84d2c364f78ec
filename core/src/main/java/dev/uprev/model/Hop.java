package dev.uprev.model;

/** One leg of an upgrade: from a release straight to a newer one. */
public record Hop(Version from, Version to) {
    @Override
    public String toString() {
        return from + " -> " + to;
    }
}
