package dev.uprev.postgresql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the label of a column says about the property in it: {@code NAME[@RELEASE][KIND]}.
 *
 * @param name the property, for people
 * @param since compared only where both servers are of this release or a later one, as {@code server_version_num}
 * @param kind how it is compared
 */
record PropertyLabel(String name, int since, Kind kind) {
    private static final Pattern FORM = Pattern.compile("(.+?)(?:@([\\d.]+))?([~!?&]?)");

    /** The mark of a property whose value must not be seen. */
    static final String SECRET = "!";

    /** How a property is compared. */
    enum Kind {
        /** As it is. */
        TEXT,
        /** SQL as the server prints it, which each release does in its own way: {@code ~}. */
        CODE,
        /** By a digest of the value, which is never shown: {@code !}. */
        SECRET,
        /** As it is, where both sides have it: {@code &}. */
        SHARED,
        /** A difference is worth telling and no fault: {@code ?}. */
        NOTE
    }

    static PropertyLabel parse(String label) {
        Matcher matcher = FORM.matcher(label);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a label of a property: \"" + label + "\"");
        }
        String release = matcher.group(2);
        return new PropertyLabel(
                matcher.group(1), release == null ? 0 : ReleaseNumber.of(release), kind(matcher.group(3)));
    }

    private static Kind kind(String mark) {
        return switch (mark) {
            case "~" -> Kind.CODE;
            case SECRET -> Kind.SECRET;
            case "&" -> Kind.SHARED;
            case "?" -> Kind.NOTE;
            default -> Kind.TEXT;
        };
    }
}
