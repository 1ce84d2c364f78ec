package dev.uprev.elasticsearch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Turns the formats of dates of releases before 7.0, which are those of Joda-Time, into those of java.time.
 *
 * @see <a href="https://www.elastic.co/guide/en/elasticsearch/reference/7.17/migrate-to-java-time.html">The letters</a>
 */
final class DateFormats {
    private static final String OR = "||";

    /** A format of 6.7 and 6.8 that is of java.time already. */
    private static final String OF_JAVA = "8";

    private static final Set<String> NAMED = Stream.of(
                    ("date_optional_time epoch_millis epoch_second iso8601 basic_date"
                                    + " basic_date_time basic_date_time_no_millis basic_ordinal_date basic_ordinal_date_time"
                                    + " basic_ordinal_date_time_no_millis basic_time basic_time_no_millis basic_t_time"
                                    + " basic_t_time_no_millis basic_week_date basic_week_date_time"
                                    + " basic_week_date_time_no_millis date date_hour date_hour_minute date_hour_minute_second"
                                    + " date_hour_minute_second_fraction date_hour_minute_second_millis date_time"
                                    + " date_time_no_millis hour hour_minute hour_minute_second hour_minute_second_fraction"
                                    + " hour_minute_second_millis ordinal_date ordinal_date_time ordinal_date_time_no_millis"
                                    + " time time_no_millis t_time t_time_no_millis week_date week_date_time"
                                    + " week_date_time_no_millis weekyear weekyear_week weekyear_week_day year year_month"
                                    + " year_month_day")
                            .split(" ", -1))
            .flatMap(name -> Stream.of(name, "strict_" + name))
            .collect(Collectors.toUnmodifiableSet());

    private static final Pattern NO_COUNTERPART = Pattern.compile("[Cxwe]|(?<!y)yy(?!y)|(?<!Y)YY(?!Y)");
    private static final Pattern FRACTION = Pattern.compile("S+");

    private DateFormats() {}

    /** The same with underscores in the names of formats. */
    static String withoutCamelCase(String format) {
        return pieces(format).stream().map(DateFormats::snake).collect(Collectors.joining(OR));
    }

    private static String snake(String name) {
        String snake = name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        return name.matches("[a-z]+([A-Z][a-z]*)+") && NAMED.contains(snake) ? snake : name;
    }

    /**
     * Whether no format of java.time reads the same: it has no centuries, takes years of two digits for those of this
     * century, and begins weeks on the day that the locale of a node says.
     */
    static boolean hasNoCounterpart(String format) {
        return !format.startsWith(OF_JAVA)
                && pieces(format).stream()
                        .filter(piece -> !isOfJava(piece))
                        .map(DateFormats::letters)
                        .anyMatch(letters -> NO_COUNTERPART.matcher(letters).find());
    }

    /**
     * The format of java.time that reads what the one of Joda-Time has read, and writes the same. Joda takes one digit
     * where the format has two, and several forms of a time zone, so there may be several formats of one.
     */
    static String ofJoda(String format) {
        // The mark stands in front of all.
        if (format.startsWith(OF_JAVA)) {
            return format.substring(OF_JAVA.length());
        }
        Set<String> all = new LinkedHashSet<>();
        List<String> lenient = new ArrayList<>();
        for (String piece : pieces(format)) {
            if (isOfJava(piece)) {
                all.add(piece);
            } else {
                String java = java(piece);
                all.addAll(zones(java));
                if (!hasDigitsSideBySide(java)) {
                    lenient.addAll(zones(shortened(java)));
                    fractions(java).forEach(fewer -> lenient.addAll(zones(shortened(fewer))));
                }
            }
        }
        all.addAll(lenient);
        return String.join(OR, all);
    }

    private static boolean isOfJava(String piece) {
        return NAMED.contains(piece) || NAMED.contains(snake(piece));
    }

    private static List<String> pieces(String format) {
        return List.of(format.split("\\|\\|", -1));
    }

    private static String java(String joda) {
        return outsideQuotes(joda, letter -> switch (letter) {
            case 'Y' -> 'y';
            case 'y' -> 'u';
            case 'x' -> 'Y';
            default -> letter;
        });
    }

    /** {@code Z} and {@code ZZ} of Joda: the form that it writes, then the others that it reads. */
    private static List<String> zones(String java) {
        String plain = letters(java);
        if (plain.contains("ZZZ")) {
            return List.of(replaceZone(java, "VV"));
        }
        if (plain.contains("ZZ")) {
            return Stream.of("xxx", "X", "XXX", "XXXXX")
                    .map(zone -> replaceZone(java, zone))
                    .toList();
        }
        if (plain.contains("Z")) {
            return Stream.of("xx", "X", "XX", "XXX", "XXXX")
                    .map(zone -> replaceZone(java, zone))
                    .toList();
        }
        return List.of(java);
    }

    private static String replaceZone(String java, String zone) {
        StringBuilder result = new StringBuilder();
        boolean quoted = false;
        boolean done = false;
        for (int i = 0; i < java.length(); i++) {
            char c = java.charAt(i);
            quoted ^= c == '\'';
            if (c != 'Z' || quoted) {
                result.append(c);
            } else if (!done) {
                result.append(zone);
                done = true;
            }
        }
        return result.toString();
    }

    /** Joda takes fewer digits of a second than there are letters. */
    private static List<String> fractions(String java) {
        Matcher fraction = FRACTION.matcher(java);
        return letters(java).contains("S") && java.indexOf('\'') < 0 && fraction.find()
                ? IntStream.range(1, fraction.end() - fraction.start())
                        .map(digits -> fraction.end() - fraction.start() - digits)
                        .mapToObj(digits -> fraction.replaceFirst("S".repeat(digits)))
                        .toList()
                : List.of();
    }

    private static String shortened(String java) {
        StringBuilder result = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < java.length(); i++) {
            char c = java.charAt(i);
            quoted ^= c == '\'';
            boolean second = i > 0 && java.charAt(i - 1) == c && (i < 2 || java.charAt(i - 2) != c);
            boolean last = i + 1 == java.length() || java.charAt(i + 1) != c;
            if (quoted || !second || !last || "MdHhmskK".indexOf(c) < 0) {
                result.append(c);
            }
        }
        return result.toString();
    }

    /** Whether numbers follow each other with nothing between, as in {@code uuuuMMdd}. */
    private static boolean hasDigitsSideBySide(String java) {
        String plain = java.replaceAll("'[^']*'", "'").replaceAll("[ZzaE]+", "'");
        for (int i = 1; i < plain.length(); i++) {
            char before = plain.charAt(i - 1);
            char c = plain.charAt(i);
            if (c != before && Character.isLetter(c) && Character.isLetter(before)) {
                return true;
            }
        }
        return false;
    }

    private static String letters(String pattern) {
        return pattern.replaceAll("'[^']*'", "");
    }

    /** Another letter for a letter. */
    @FunctionalInterface
    private interface Letters {
        char of(char letter);
    }

    private static String outsideQuotes(String pattern, Letters letters) {
        StringBuilder result = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            quoted ^= c == '\'';
            result.append(quoted ? c : letters.of(c));
        }
        return result.toString();
    }
}
