package dev.uprev.postgresql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why pg_upgrade did not go on.
 *
 * @param words what it says itself
 * @param lists what is in the files that it names: the objects that stand in the way, or the end of a log
 */
record PgUpgradeFailure(String words, String lists) {
    private static final int MOST_LINES = 12;
    private static final Pattern FILE = Pattern.compile("(/?[^\\s\"]*[^\\s\"/]+\\.(?:txt|log))\\b");
    private static final Pattern REASSURING =
            Pattern.compile("(?s)(.*\\sok|-+|\\*?failure\\*?|Failure, exiting|Performing .*|failed check: .*|fatal"
                    + "|If pg_upgrade fails after this point.*|new cluster before continuing\\.)");

    /** What tells in a log why something has failed. */
    private static final Pattern TELLING = Pattern.compile("(?i).*(error|fatal|panic|could not|unrecognized).*");

    /** Reads what it has printed, and the files named there. */
    static PgUpgradeFailure of(List<String> printed, Path run) {
        List<String> words = printed.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !REASSURING.matcher(line).matches())
                .toList();
        Set<Path> files = new LinkedHashSet<>();
        for (String line : words) {
            Matcher matcher = FILE.matcher(line);
            while (matcher.find()) {
                files.add(run.resolve(matcher.group(1)));
            }
        }
        String lists =
                files.stream().flatMap(PgUpgradeFailure::lines).distinct().collect(Collectors.joining("; "));
        return new PgUpgradeFailure(
                String.join(" ", words.subList(Math.max(0, words.size() - 4 * MOST_LINES), words.size())), lists);
    }

    /** Whether it could not even log in. */
    boolean isOfLogin() {
        return words.contains("connection to server") || words.contains("could not connect");
    }

    /** The first lines of a list, and the last ones of a log. */
    private static Stream<String> lines(Path file) {
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
            lines.replaceAll(String::strip);
            lines.removeIf(String::isEmpty);
            boolean log = file.toString().endsWith(".log");
            if (log && lines.stream().anyMatch(line -> TELLING.matcher(line).matches())) {
                lines.removeIf(line -> !TELLING.matcher(line).matches());
            }
            int size = lines.size();
            int first = log ? Math.max(0, size - MOST_LINES) : 0;
            return lines.subList(first, Math.min(size, first + MOST_LINES)).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
