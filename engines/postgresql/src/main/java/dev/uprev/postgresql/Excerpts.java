package dev.uprev.postgresql;

import dev.uprev.plan.Difference;
import java.util.List;
import java.util.Optional;

/** Shows values in differences: short ones as they are, of long ones the place where they part. */
final class Excerpts {
    private static final int LONGEST = 120;
    private static final int BEFORE = 30;
    private static final int TOKENS_BEFORE = 4;
    private static final int TOKENS = 16;

    private Excerpts() {}

    /** A difference between two values of a property. */
    static Difference difference(
            String object, String aspect, PropertyLabel.Kind kind, Optional<String> ours, Optional<String> theirs) {
        String one = oneLine(ours.orElse(none(theirs)));
        String other = oneLine(theirs.orElse(none(ours)));
        if (kind == PropertyLabel.Kind.SECRET) {
            return new Difference(
                    object, aspect, ours.isPresent() ? "a value" : "none", theirs.isPresent() ? "another" : "none");
        }
        if (one.length() <= LONGEST && other.length() <= LONGEST) {
            return new Difference(object, aspect, one, other);
        }
        if (kind == PropertyLabel.Kind.CODE && ours.isPresent() && theirs.isPresent()) {
            return code(object, aspect, one, other);
        }
        int at = 0;
        while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return new Difference(object, aspect, around(one, at), around(other, at));
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private static String none(Optional<String> opposite) {
        return opposite.filter(ResultSetCatalogStream.YES::equals).isPresent() ? "no" : "none";
    }

    /** SQL is shown where it parts in earnest, which is not where the texts first do. */
    private static Difference code(String object, String aspect, String one, String other) {
        List<String> ours = CanonicalSql.of(one);
        List<String> theirs = CanonicalSql.of(other);
        return new Difference(
                object,
                aspect,
                around(ours, LooseSql.firstDifference(ours, theirs)),
                around(theirs, LooseSql.firstDifference(theirs, ours)));
    }

    private static String around(List<String> tokens, int at) {
        int from = Math.max(0, at - TOKENS_BEFORE);
        int to = Math.min(tokens.size(), from + TOKENS);
        return (from > 0 ? "... " : "")
                + start(String.join(" ", tokens.subList(from, to)))
                + (to < tokens.size() ? " ..." : "");
    }

    private static String around(String text, int at) {
        int from = Math.max(0, at - BEFORE);
        return (from > 0 ? "..." : "") + start(text.substring(from));
    }

    /** The text, or its start where it is long. */
    static String start(String text) {
        String line = oneLine(text);
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
