package dev.uprev.testkit.servers;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.TlsSettings;
import dev.uprev.secret.SecretRef;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** How a server is reached. */
final class PostgresAddress {
    private static final String HOST = "127.0.0.1";
    private static final String USER = "postgres";

    private PostgresAddress() {}

    static Instance instance(PostgresCluster cluster, int port) {
        Instance instance =
                Instance.of(DatabaseEngine.POSTGRESQL, HOST + ":" + port).withUser(USER);
        if (cluster.passwordFile().isPresent()) {
            instance = instance.withPassword(
                    SecretRef.file(cluster.passwordFile().get().toString()));
        }
        if (cluster.certificate().isPresent()) {
            instance = instance.withTls(verified(cluster.certificate().get().certificate()));
        }
        return instance;
    }

    private static TlsSettings verified(Path certificate) {
        return new TlsSettings(
                TlsSettings.Mode.VERIFY_HOST,
                Optional.of(certificate),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static String jdbcUrl(PostgresCluster cluster, int port, String database) {
        String url = "jdbc:postgresql://" + HOST + ":" + port + "/" + encoded(database) + "?user=" + USER;
        return cluster.certificate()
                .map(tls -> url + "&sslmode=verify-full&sslrootcert="
                        + encoded(tls.certificate().toString()))
                .orElse(url);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
