package dev.uprev.testkit.servers;

import dev.uprev.model.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of a test server, in a file that postgresql.conf includes: unlike those on the command line, tests can
 * change them by ALTER SYSTEM.
 */
final class PostgresSettings {
    private static final String FILE = "testkit.conf";
    private static final String INCLUDE = "include '" + FILE + "'";

    private PostgresSettings() {}

    static void write(PostgresCluster cluster) throws IOException {
        Map<String, String> settings = defaults(cluster.version());
        cluster.certificate().ifPresent(certificate -> {
            settings.put("ssl", "on");
            settings.put("ssl_cert_file", certificate.certificate().toString());
            settings.put("ssl_key_file", certificate.key().toString());
        });
        settings.putAll(cluster.setup().settings);
        List<String> lines = settings.entrySet().stream()
                .map(setting -> setting.getKey() + " = '" + setting.getValue().replace("'", "''") + "'")
                .toList();
        Files.write(cluster.data().resolve(FILE), lines);

        Path main = cluster.data().resolve("postgresql.conf");
        if (!Files.readAllLines(main).contains(INCLUDE)) {
            Files.writeString(main, "\n" + INCLUDE + "\n", StandardOpenOption.APPEND);
        }
    }

    private static Map<String, String> defaults(Version version) {
        Map<String, String> settings = new LinkedHashMap<>();
        boolean before93 = version.isOlderThan(Version.parse("9.3"));
        settings.put(before93 ? "unix_socket_directory" : "unix_socket_directories", "");
        settings.put("fsync", "off");
        settings.put("max_wal_senders", "20");
        if (version.isOlderThan(Version.parse("9.4"))) {
            settings.put("wal_level", "hot_standby");
            return settings;
        }
        settings.put("wal_level", "logical");
        settings.put("max_replication_slots", "20");
        settings.put("max_worker_processes", "30");
        if (version.major() >= 10) {
            // A subscription takes an apply worker and up to two that copy tables; four in all is the default.
            settings.put("max_logical_replication_workers", "20");
        }
        if (version.major() >= 18) {
            // No longer as many as max_replication_slots says.
            settings.put("max_active_replication_origins", "40");
        }
        return settings;
    }
}
