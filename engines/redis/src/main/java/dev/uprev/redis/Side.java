package dev.uprev.redis;

import java.util.Locale;

/** Which of the two servers is meant. */
enum Side {
    SOURCE,
    TARGET;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
