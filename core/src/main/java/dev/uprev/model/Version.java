package dev.uprev.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A version of a database server. Keeps its text; compares by its numbers, absent ones counting as zero, so that
 * {@code 17} equals {@code 17.0}; a pre-release ({@code 18rc1}, {@code 8.0.0-rc1}) comes before its release.
 */
public final class Version implements Comparable<Version> {
    private static final String NUMBERS = "(\\d{1,9}(?:\\.\\d{1,9}){0,3})";
    private static final Pattern STRICT = Pattern.compile(
            NUMBERS + "(?:[-.]?((?:alpha|beta|rc|milestone|snapshot)[-.]?\\d*))?", Pattern.CASE_INSENSITIVE);
    private static final Pattern IN_BANNER = Pattern.compile(
            "(?<![\\w.])v?" + NUMBERS + "(?:-?((?:alpha|beta|rc)\\d*))?(?![\\d.]*\\d)", Pattern.CASE_INSENSITIVE);

    private final int[] numbers;
    private final String preRelease;
    private final String text;

    private Version(int[] numbers, String preRelease, String text) {
        this.numbers = numbers;
        this.preRelease = preRelease;
        this.text = text;
    }

    /**
     * Reads a version as people write it in requests: one to four numbers, and perhaps a pre-release mark.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    @JsonCreator
    public static Version parse(String text) {
        Matcher matcher = STRICT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is not a version: numbers joined by dots are expected, as in 17 or 7.0.15 or 18rc1");
        }
        return of(matcher, text);
    }

    /** The first version in what a server or a program says of itself, as in {@code PostgreSQL 13.23 on x86_64}. */
    public static Optional<Version> find(String banner) {
        Matcher matcher = IN_BANNER.matcher(banner);
        return matcher.find()
                ? Optional.of(of(matcher, matcher.group(1) + Objects.requireNonNullElse(matcher.group(2), "")))
                : Optional.empty();
    }

    private static Version of(Matcher matcher, String text) {
        int[] numbers = Arrays.stream(matcher.group(1).split("\\.", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        String mark = Objects.requireNonNullElse(matcher.group(2), "");
        return new Version(numbers, mark.toLowerCase(java.util.Locale.ROOT), text);
    }

    public int major() {
        return numbers[0];
    }

    public int minor() {
        return component(1);
    }

    /** The number at this place, counted from 0; absent ones are 0. */
    public int component(int index) {
        return index < numbers.length ? numbers[index] : 0;
    }

    /** How many numbers the text has. */
    public int length() {
        return numbers.length;
    }

    public boolean isPreRelease() {
        return !preRelease.isEmpty();
    }

    /** The version made of the first {@code length} numbers; this one where it has no more. */
    public Version first(int length) {
        if (length >= numbers.length && preRelease.isEmpty()) {
            return this;
        }
        int[] head = Arrays.copyOf(numbers, Math.min(length, numbers.length));
        return new Version(
                head, "", Arrays.stream(head).mapToObj(Integer::toString).collect(Collectors.joining(".")));
    }

    /** Whether this is that line or a release of it: {@code 7.10.2} belongs to {@code 7.10} and to {@code 7}. */
    public boolean belongsTo(Version line) {
        for (int i = 0; i < line.numbers.length; i++) {
            if (component(i) != line.numbers[i]) {
                return false;
            }
        }
        return true;
    }

    public boolean isNewerThan(Version other) {
        return compareTo(other) > 0;
    }

    public boolean isOlderThan(Version other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < Math.max(numbers.length, other.numbers.length); i++) {
            int byNumber = Integer.compare(component(i), other.component(i));
            if (byNumber != 0) {
                return byNumber;
            }
        }
        if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
            return Boolean.compare(preRelease.isEmpty(), other.preRelease.isEmpty());
        }
        return comparePreReleases(preRelease, other.preRelease);
    }

    /** By word, then by number: beta2 before beta10 before rc1. */
    private static int comparePreReleases(String one, String other) {
        int byWord = one.replaceAll("[^a-z]", "").compareTo(other.replaceAll("[^a-z]", ""));
        return byWord != 0 ? byWord : Integer.compare(trailingNumber(one), trailingNumber(other));
    }

    private static int trailingNumber(String mark) {
        String digits = mark.replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        int hash = trailingNumber(preRelease);
        boolean significant = false;
        for (int i = numbers.length - 1; i >= 0; i--) {
            significant |= numbers[i] != 0;
            hash = significant ? 31 * hash + numbers[i] * (i + 1) : hash;
        }
        return hash;
    }

    /** The text as it was given. */
    @JsonValue
    @Override
    public String toString() {
        return text;
    }
}
