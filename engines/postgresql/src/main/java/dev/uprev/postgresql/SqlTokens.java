package dev.uprev.postgresql;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokens of SQL as a server prints it, without casts. A name that needs no quotes comes without them, and a number
 * in quotes as a number.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-syntax-lexical.html">Lexical structure</a>
 */
final class SqlTokens {
    private static final Pattern TOKEN = Pattern.compile(
            "(?:[Ee]'(?:[^'\\\\]|''|\\\\.)*'|(?:[BbXxNn]|[Uu]&)?'(?:[^']|'')*')"
                    + "|\"(?:[^\"]|\"\")*\""
                    + "|\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?"
                    + "|[\\p{L}_][\\p{L}\\p{N}_$]*"
                    + "|::|[+*/<>=~!@#%^&|`?]+[-+*/<>=~!@#%^&|`?]*|[-]+[-+*/<>=~!@#%^&|`?]*|:=|\\$\\d+|\\S",
            Pattern.DOTALL);
    private static final Pattern PLAIN = Pattern.compile("\"[a-z_][a-z0-9_$]*\"");
    private static final Pattern NUMBER_IN_QUOTES = Pattern.compile("'(-?)(\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)'");
    private static final Pattern MODIFIER = Pattern.compile("\\s*\\(\\s*\\d+(?:\\s*,\\s*-?\\d+)?\\s*\\)");
    private static final Pattern ARRAY = Pattern.compile("(?:\\s*\\[\\s*\\])+");
    private static final Pattern ZONE = Pattern.compile("\\s+(?:with|without) time zone");
    private static final Set<String> FIELDS = Set.of("year", "month", "day", "hour", "minute", "second", "to");

    private final Matcher matcher;
    private final String sql;
    private int position;
    private String next = "";
    private String pending = "";
    private boolean isCall;

    SqlTokens(String sql) {
        this.sql = sql;
        this.matcher = TOKEN.matcher(sql);
        advance();
    }

    boolean hasNext() {
        return !next.isEmpty();
    }

    /** Whether the next token opens the arguments of a function: there is no space between its name and this. */
    boolean isCall() {
        return isCall;
    }

    String next() {
        String token = next;
        advance();
        return token;
    }

    /** Whether a token is a name or a keyword. */
    static boolean isName(String token) {
        return Character.isLetter(token.charAt(0)) || token.charAt(0) == '_' || token.charAt(0) == '"';
    }

    private void advance() {
        String previous = next;
        int end = position;
        if (!pending.isEmpty()) {
            next = pending;
            pending = "";
            return;
        }
        String raw = raw();
        while (raw.equals("::")) {
            skipType();
            raw = raw();
        }
        Matcher number = NUMBER_IN_QUOTES.matcher(raw);
        if (number.matches()) {
            pending = number.group(1).isEmpty() ? "" : number.group(2);
            next = number.group(1).isEmpty() ? number.group(2) : "-";
        } else {
            next = PLAIN.matcher(raw).matches() ? raw.substring(1, raw.length() - 1) : raw;
        }
        isCall = raw.equals("(") && position == end + 1 && !previous.isEmpty() && isName(previous);
    }

    private String raw() {
        if (!matcher.find(position)) {
            position = sql.length();
            return "";
        }
        position = matcher.end();
        return matcher.group();
    }

    /** Passes over the name of a type, its modifier and the brackets of an array. */
    private void skipType() {
        String first = raw();
        skipFor(first);
        while (position < sql.length() && sql.charAt(position) == '.') {
            raw();
            raw();
        }
        skip(MODIFIER);
        if (first.equals("time") || first.equals("timestamp")) {
            skip(ZONE);
        }
        skip(ARRAY);
    }

    private void skipFor(String first) {
        switch (first) {
            case "double" -> raw();
            case "character", "bit" -> skipWord(Set.of("varying"));
            case "interval" -> {
                while (skipWord(FIELDS)) {
                    // the next of the fields
                }
            }
            default -> {}
        }
    }

    private boolean skipWord(Set<String> words) {
        if (matcher.find(position) && words.contains(matcher.group().toLowerCase(Locale.ROOT))) {
            position = matcher.end();
            return true;
        }
        return false;
    }

    private void skip(Pattern what) {
        Matcher found = what.matcher(sql);
        if (found.region(position, sql.length()).lookingAt()) {
            position = found.end();
        }
    }
}
