package dev.uprev.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a server's configuration file says of where its data are; the usual values where it says nothing.
 *
 * @param values of the settings below, by name
 * @param users that it defines
 * @param isWhole whether it includes no others, which may say something else
 */
record ConfigurationFile(Map<String, String> values, List<String> users, boolean isWhole) {
    private static final Map<String, String> USUAL =
            Map.of("appendonly", "no", "dbfilename", "dump.rdb", "appendfilename", "appendonly.aof");

    ConfigurationFile {
        values = Map.copyOf(values);
        users = List.copyOf(users);
    }

    /** Reads the file; nothing is known of one that cannot be read. */
    static ConfigurationFile read(Optional<Path> file) throws IOException {
        Map<String, String> values = new HashMap<>(USUAL);
        List<String> users = new ArrayList<>();
        boolean whole = file.isPresent();
        for (String line :
                file.isPresent() ? Files.readAllLines(file.get(), StandardCharsets.ISO_8859_1) : List.<String>of()) {
            String[] words = line.strip().split("\\s+", 3);
            String name = words[0].toLowerCase(Locale.ROOT);
            if (words.length > 1) {
                String value = words[1].replaceAll("^\"|\"$", "");
                whole &= !name.equals("include");
                values.replace(name, value);
                if (name.equals("user")) {
                    users.add(value);
                }
            }
        }
        return new ConfigurationFile(values, users, whole);
    }

    String value(String name) {
        return values.getOrDefault(name, "");
    }
}
