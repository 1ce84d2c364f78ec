package dev.uprev.postgresql;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Settings that a server reads from files outside of its data directory.
 *
 * @param values by name
 * @param files where each is
 */
record OuterSettings(Map<String, String> values, Map<String, String> files) {
    private static final int MOST_ROUNDS = 20;
    private static final String SINCE_9_5 = "SELECT name, setting, sourcefile FROM pg_file_settings"
            + " WHERE name IS NOT NULL AND setting IS NOT NULL ORDER BY seqno";
    private static final String BEFORE =
            "SELECT name, setting, sourcefile FROM pg_settings WHERE sourcefile IS NOT NULL";

    static OuterSettings read(Connection connection, Path data) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> files = new LinkedHashMap<>();
        String sql = ServerVersion.of(connection).isAtLeast(90500) ? SINCE_9_5 : BEFORE;
        String place = Sql.text(connection, "SHOW data_directory");
        Sql.list(connection, sql, row -> {
            Path file = Path.of(row.getString(3)).normalize();
            if (!file.startsWith(data) && !file.startsWith(place)) {
                values.put(row.getString(1), row.getString(2));
                files.put(row.getString(1), file.toString());
            }
            return file;
        });
        return new OuterSettings(values, files);
    }

    /** Those that the new server does not take, and the files that they are in. */
    SortedMap<String, String> refused(CarriedSettings settings, Path folder, Path data) throws IOException {
        SortedMap<String, String> refused = new TreeMap<>();
        Path file = folder.resolve("outer.conf");
        for (int round = 0; round < MOST_ROUNDS; round++) {
            String text = values.entrySet().stream()
                    .filter(setting -> !refused.containsKey(setting.getKey()))
                    .map(setting ->
                            setting.getKey() + " = '" + setting.getValue().replace("'", "''") + "'")
                    .collect(Collectors.joining("\n", "", "\n"));
            OwnedFiles.write(file, text, data);
            Set<String> names = settings.refused(file);
            List<String> news = names.stream()
                    .filter(name -> values.containsKey(name) && !refused.containsKey(name))
                    .toList();
            if (news.isEmpty()) {
                break;
            }
            news.forEach(name -> refused.put(name, files.getOrDefault(name, "")));
        }
        return refused;
    }
}
