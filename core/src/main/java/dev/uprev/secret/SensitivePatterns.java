package dev.uprev.secret;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Masks what looks like a secret by what stands before it. */
final class SensitivePatterns {
    private static final String KEY = "(?:pass(?:word|wd|phrase)|(?<![a-z])pass(?=[\"'=])|pwd|secret"
            + "|(?:api|access|private)[_-]?key|requirepass|masterauth|token(?=[\"'=]))";
    private static final String VALUE =
            "'(?:[^'\\\\\\r\\n]++|\\\\.|'')*+'?+|\"(?:[^\"\\\\\\r\\n]++|\\\\.)*+\"?+|[^\\s'\"]\\S*+";
    private static final String NOT_A_REFERENCE = "(?![\"']?(?:env|file):)";

    /** password=x, PGPASSWORD=x, "pwd" : "x", secret => x; references to secrets may be seen. */
    private static final String PAIR =
            "(" + KEY + "(?:\\\\*+[\"'])?+\\s*+[:=]++>?+[ \\t]*+)" + NOT_A_REFERENCE + "(" + VALUE + ")";

    /** ALTER ROLE r PASSWORD 'x' */
    private static final String SQL = "(\\bpassword\\s++e?)('(?:[^']++|'')*+'?+)";

    /** --password x, requirepass x, but not --password --host */
    private static final String OPTION =
            "((?:--(?:password|passphrase|pass|secret|token)|\\brequirepass|\\bmasterauth)\\s++)(?!-)([^\\s=:]\\S*+)";

    /** Authorization: Basic x */
    private static final String HEADER =
            "(authorization[\"']?+\\s*+[:=]\\s*+[\"']?+(?:basic|bearer|apikey)\\s++)([^\\s\"',]++)";

    /** scheme://user:x@host, where x may hold any character that a careless writer left as it is; no port numbers. */
    private static final String URI = "(://[^\\s:/?#@\"]*+:)(?!\\d++(?:[/?#,\\s]|$))(?:[^\\s\"@]{0,2000}+@)++";

    /** Each has two groups: what stays, what goes. */
    private static final List<Pattern> WORDS = List.of(compile(PAIR), compile(SQL), compile(OPTION), compile(HEADER));

    /** One of these is in every text that a pattern of words matches. */
    private static final List<String> HINTS =
            List.of("pass", "pwd", "secret", "token", "auth", "api_key", "api-key", "apikey", "access", "private");

    private static final Pattern USER_INFORMATION = Pattern.compile(URI);

    private SensitivePatterns() {}

    private static Pattern compile(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    }

    static String mask(String text) {
        String masked = text;
        if (hasHint(masked)) {
            for (Pattern pattern : WORDS) {
                masked = pattern.matcher(masked).replaceAll(SensitivePatterns::maskValue);
            }
        }
        if (masked.contains("://") && masked.indexOf('@') >= 0) {
            masked = USER_INFORMATION.matcher(masked).replaceAll("$1" + Redactor.MASK + "@");
        }
        return masked;
    }

    private static boolean hasHint(String text) {
        for (int i = 0; i < text.length() - 2; i++) {
            char c = Character.toLowerCase(text.charAt(i));
            if (c == 'p' || c == 's' || c == 't' || c == 'a') {
                for (String hint : HINTS) {
                    if (hint.charAt(0) == c && text.regionMatches(true, i, hint, 0, hint.length())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static String maskValue(MatchResult match) {
        String value = match.group(2);
        boolean quoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        String quote = quoted ? value.substring(0, 1) : "";
        return Matcher.quoteReplacement(match.group(1) + quote + Redactor.MASK + quote);
    }
}
