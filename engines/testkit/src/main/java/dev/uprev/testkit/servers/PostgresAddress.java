package dev.uprev.testkit.servers;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** How a server is reached. */
final class PostgresAddress {
    private static final String USER = "postgres";

    private PostgresAddress() {}

    static Instance instance(PostgresCluster cluster, int port) {
        return ServerAddress.instance(DatabaseEngine.POSTGRESQL, port, cluster.passwordFile(), cluster.certificate())
                .withUser(USER);
    }

    static String jdbcUrl(PostgresCluster cluster, int port, String database) {
        String url = "jdbc:postgresql://" + ServerAddress.HOST + ":" + port + "/" + encoded(database) + "?user=" + USER;
        return cluster.certificate()
                .map(tls -> url + "&sslmode=verify-full&sslrootcert="
                        + encoded(tls.certificate().toString()))
                .orElse(url);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
