package dev.uprev.model;

import java.util.Locale;

/** Which of the two instances of an upgrade is meant; as text {@code source} or {@code target}. */
public enum Side {
    SOURCE,
    TARGET;

    /** The side of an instance of this request. */
    public static Side of(Instance instance, UpgradeRequest request) {
        return instance.equals(request.source()) ? SOURCE : TARGET;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
