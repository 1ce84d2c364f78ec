package dev.uprev.postgresql;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that PostgreSQL gives to encodings (table "PostgreSQL Character Sets" of its manual), as far as a database
 * may have them and Java knows them.
 */
final class Encodings {
    /** Bytes that the server neither checks nor converts. */
    static final String SQL_ASCII = "SQL_ASCII";

    private static final Pattern LATIN = Pattern.compile("LATIN(\\d+)");
    private static final Pattern ISO = Pattern.compile("ISO_8859_(\\d+)");
    private static final Pattern WINDOWS = Pattern.compile("WIN(\\d+)");
    /** LATIN5 and later are numbered otherwise than the parts of ISO 8859. */
    private static final Map<Integer, Integer> LATIN_PARTS = Map.of(5, 9, 6, 10, 7, 13, 8, 14, 9, 15, 10, 16);

    private static final Map<String, String> OTHERS = Map.of(
            "EUC_CN", "EUC-CN", "EUC_JP", "EUC-JP", "EUC_KR", "EUC-KR", "EUC_TW", "EUC-TW", "KOI8R", "KOI8-R", "KOI8U",
            "KOI8-U", "UTF8", "UTF-8");

    private Encodings() {}

    /** The encoding of that name; where Java does not know it, one that keeps ASCII and makes something of the rest. */
    static Charset charset(String name) {
        String java = javaName(name);
        return Charset.isSupported(java) ? Charset.forName(java) : StandardCharsets.ISO_8859_1;
    }

    private static String javaName(String name) {
        Matcher latin = LATIN.matcher(name);
        Matcher iso = ISO.matcher(name);
        Matcher windows = WINDOWS.matcher(name);
        if (latin.matches()) {
            int number = Integer.parseInt(latin.group(1));
            return "ISO-8859-" + LATIN_PARTS.getOrDefault(number, number);
        }
        if (iso.matches()) {
            return "ISO-8859-" + iso.group(1);
        }
        if (windows.matches()) {
            return windows.group(1).equals("866") ? "IBM866" : "windows-" + windows.group(1);
        }
        return OTHERS.getOrDefault(name, "ISO-8859-1");
    }
}
