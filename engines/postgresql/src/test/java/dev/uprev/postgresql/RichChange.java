package dev.uprev.postgresql;

import dev.uprev.model.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A change of {@link RichDatabase} on the target, and what must come of it.
 *
 * @param since the oldest source that has what is changed
 * @param differences each as {@code OBJECT: ASPECT: SOURCE | TARGET}
 */
record RichChange(Version since, String sql, List<String> differences) {
    boolean isFor(Version source) {
        return source.compareTo(since) >= 0;
    }

    /** The changes of {@code rich/changes.txt}: a line with release and SQL, below it the differences, indented. */
    static List<RichChange> all() throws IOException {
        List<RichChange> all = new ArrayList<>();
        try (InputStream stream =
                Objects.requireNonNull(RichChange.class.getResourceAsStream("rich/changes.txt"), "changes.txt")) {
            for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("    ")) {
                    all.get(all.size() - 1).differences().add(line.strip());
                } else if (!line.startsWith("#")) {
                    int bar = line.indexOf(" | ");
                    all.add(new RichChange(
                            Version.parse(line.substring(0, bar)), line.substring(bar + 3), new ArrayList<>()));
                }
            }
        }
        return all;
    }
}
