package dev.uprev.postgresql;

import java.util.Locale;

/** Which of the two servers of an upgrade is meant. */
enum Side {
    SOURCE,
    TARGET;

    /** As a word in messages. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
