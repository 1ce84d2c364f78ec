package dev.uprev.postgresql;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the entries in a script of pg_restore. Only lines that begin outside of literals and bodies count, so that
 * nothing which an object is called or says of itself can pass for a heading. For one thread.
 */
final class SchemaScriptParser {
    private static final Pattern HEADING = Pattern.compile("-- TOC entry (\\d+) \\(class \\d+ OID \\d+\\)");
    private static final Pattern DEPENDENCIES = Pattern.compile("-- Dependencies:((?: \\d+)+)");
    /** The name, and it alone, may hold what looks like the rest. */
    private static final Pattern NAME =
            Pattern.compile("-- (?:(?:Data|Statistics) for )?Name: (.*); Type: ([A-Z ]+); Schema: (.*); Owner: (.*)");

    private static final Pattern DEFAULT = Pattern.compile("SET (default_\\w+) = .*;");
    private static final Pattern ENCODING = Pattern.compile("SET client_encoding = '(\\w+)';");
    private static final String BACKSLASHES = "SET standard_conforming_strings = off;";
    private static final String HEADING_EDGE = "--";

    private enum Place {
        PREAMBLE,
        HEADING,
        STATEMENTS,
        /** After a command of psql's own, which ends an entry. */
        BETWEEN
    }

    private final SqlScanner scanner = new SqlScanner();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder preamble = new StringBuilder();
    private final Map<String, String> defaults = new TreeMap<>();
    private final List<SchemaEntry> entries = new ArrayList<>();
    private Place place = Place.PREAMBLE;
    private Charset charset = StandardCharsets.UTF_8;
    private long at;
    private long lineBegin;
    private long previousLineBegin;
    private boolean lineBeginsOutside = true;
    private byte lineFirst;

    private int id;
    private List<Integer> dependsOn = List.of();
    private String name = "";
    private String type = "";
    private String schema = "";
    private String settings = "";
    private long statementsBegin;

    /** Takes the next part of the script. */
    void accept(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            byte next = bytes[i];
            if (at == lineBegin) {
                lineFirst = next;
            }
            at++;
            boolean psqlCommand = lineBeginsOutside && lineFirst == '\\';
            if (!psqlCommand) {
                scanner.accept(next);
            }
            if (next == '\n') {
                endLine();
            } else if (lineBeginsOutside && (lineFirst == '-' || lineFirst == 'S')) {
                line.write(next);
            }
        }
    }

    /** The script has ended. */
    void finish() {
        endEntry(at);
    }

    List<SchemaEntry> entries() {
        return List.copyOf(entries);
    }

    String preamble() {
        return preamble.toString();
    }

    private void endLine() {
        if (lineBeginsOutside) {
            if (lineFirst == '\\') {
                endEntry(lineBegin);
                place = place == Place.PREAMBLE ? place : Place.BETWEEN;
            } else if (lineFirst == '-') {
                comment(line.toString(charset));
            } else if (lineFirst == 'S') {
                setting(line.toString(charset));
            }
        }
        line.reset();
        previousLineBegin = lineBegin;
        lineBegin = at;
        lineFirst = 0;
        lineBeginsOutside = scanner.isInStatement();
    }

    private void comment(String text) {
        Matcher heading = HEADING.matcher(text);
        if (heading.matches()) {
            endEntry(previousLineBegin);
            place = Place.HEADING;
            id = Integer.parseInt(heading.group(1));
            settings = String.join("\n", defaults.values());
            dependsOn = List.of();
            name = "";
            type = "";
            schema = "-";
        } else if (place == Place.HEADING) {
            headingLine(text);
        }
    }

    private void headingLine(String text) {
        Matcher dependencies = DEPENDENCIES.matcher(text);
        Matcher names = NAME.matcher(text);
        if (text.equals(HEADING_EDGE)) {
            place = Place.STATEMENTS;
            statementsBegin = at;
        } else if (dependencies.matches()) {
            dependsOn = Stream.of(dependencies.group(1).trim().split(" "))
                    .map(Integer::valueOf)
                    .distinct()
                    .toList();
        } else if (names.matches()) {
            name = names.group(1);
            type = names.group(2);
            schema = names.group(3);
        }
    }

    private void setting(String text) {
        Matcher encoding = ENCODING.matcher(text);
        Matcher aDefault = DEFAULT.matcher(text);
        if (place == Place.PREAMBLE) {
            preamble.append(text).append('\n');
            if (encoding.matches()) {
                charset = Encodings.charset(encoding.group(1));
            }
            if (text.equals(BACKSLASHES)) {
                scanner.backslashesInEveryLiteral(true);
            }
        } else if (aDefault.matches()) {
            defaults.put(aDefault.group(1), text);
        }
    }

    private void endEntry(long end) {
        if (place == Place.STATEMENTS) {
            int length = Math.toIntExact(end - statementsBegin);
            entries.add(new SchemaEntry(id, type, schema, name, dependsOn, settings, statementsBegin, length));
            place = Place.BETWEEN;
        }
    }
}
