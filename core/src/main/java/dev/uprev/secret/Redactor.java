package dev.uprev.secret;

import dev.uprev.error.UpgradeException;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps secrets out of what people and log files see. Knows the values that are in use and replaces each of them by
 * {@code ***}: as it is, URL-encoded, with the escapes of JSON, in base64 (alone or as a part of something longer), or
 * quoted for a shell or SQL. Whether it knows a value or not, it also masks what looks like one: the value in
 * {@code password=...} and its like, in {@code PASSWORD '...'}, in an {@code Authorization} header, and the password in
 * {@code scheme://user:...@host} (up to 2,000 characters). References such as {@code env:NAME} stay readable.
 *
 * <p>A value of fewer than four characters occurs in any text by chance; it is not searched for and is masked only
 * where it stands as the value of such a pair. A password that is a common word is masked wherever that word occurs.
 *
 * <p>Meant for text that people read. It may alter data, so data must not pass through it. Thread-safe. The values stay
 * in memory while they are registered.
 */
public final class Redactor {
    /** What stands in the place of a secret. */
    public static final String MASK = "***";

    private final Map<String, Integer> uses = new HashMap<>();
    private volatile Needles needles = Needles.NONE;

    /** Makes a value known. Registering an equal value again counts: it is known until it is forgotten as often. */
    public void register(Secret secret) {
        change(secret, 1);
    }

    /**
     * Ends one registration of a value. Call it before the secret is closed, and not before the last text that may hold
     * the value was redacted.
     */
    public void forget(Secret secret) {
        change(secret, -1);
    }

    /** Ends all registrations, as at the end of a run. */
    public synchronized void forgetAll() {
        uses.clear();
        needles = Needles.NONE;
    }

    private void change(Secret secret, int by) {
        String value = secret.reveal();
        synchronized (this) {
            int known = uses.size();
            int count = uses.merge(value, by, Integer::sum);
            if (count <= 0) {
                uses.remove(value);
            }
            if (uses.size() != known) {
                needles = new Needles(uses.keySet());
            }
        }
    }

    /** The text without secrets; the same object when there is none in it. */
    public String redact(String text) {
        BitSet marks = needles.marks(text);
        return SensitivePatterns.mask(marks.isEmpty() ? text : replace(text, marks));
    }

    private static String replace(String text, BitSet marks) {
        StringBuilder result = new StringBuilder(text.length());
        int done = 0;
        for (int from = marks.nextSetBit(0); from >= 0; from = marks.nextSetBit(done)) {
            result.append(text, done, from).append(MASK);
            done = marks.nextClearBit(from);
        }
        return result.append(text, done, text.length()).toString();
    }

    /**
     * The error without secrets: the same object when there is none in it, its causes or what it suppressed. Otherwise
     * a copy with the same stack traces; an {@link UpgradeException} stays one and keeps its code, any other becomes an
     * exception whose text begins with the name of the original class.
     */
    public Throwable redact(Throwable error) {
        return holdsSecret(error, newIdentitySet()) ? copy(error, newIdentitySet()) : error;
    }

    /** As {@link #redact(Throwable)}. */
    public UpgradeException redact(UpgradeException error) {
        return (UpgradeException) redact((Throwable) error);
    }

    private boolean holdsSecret(Throwable error, Set<Throwable> visited) {
        if (!visited.add(error)) {
            return false;
        }
        String fix = error instanceof UpgradeException known ? known.fix().orElse("") : "";
        String text = error + "\n" + error.getMessage() + "\n" + fix;
        if (!redact(text).equals(text)) {
            return true;
        }
        Throwable cause = error.getCause();
        if (cause != null && holdsSecret(cause, visited)) {
            return true;
        }
        for (Throwable suppressed : error.getSuppressed()) {
            if (holdsSecret(suppressed, visited)) {
                return true;
            }
        }
        return false;
    }

    /** A cause that leads back to where the copying came from is left out. */
    private Throwable copy(Throwable error, Set<Throwable> onTheWay) {
        onTheWay.add(error);
        Optional<Throwable> cause = Optional.ofNullable(error.getCause())
                .filter(it -> !onTheWay.contains(it))
                .map(it -> copy(it, onTheWay));
        Throwable copy = error instanceof UpgradeException known
                ? known.rewritten(this::redact, cause)
                : new RedactedException(
                        error.getClass().getName(), redact(Objects.requireNonNullElse(error.getMessage(), "")), cause);
        copy.setStackTrace(error.getStackTrace());
        for (Throwable suppressed : error.getSuppressed()) {
            if (!onTheWay.contains(suppressed)) {
                copy.addSuppressed(copy(suppressed, onTheWay));
            }
        }
        return copy;
    }

    private static Set<Throwable> newIdentitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
