package dev.uprev.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.model.Instance;
import dev.uprev.model.TlsSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in. */
@RequiresServers
class PostgresAccessIT {
    private static final String PASSWORD = "pass wörd'\"\\";

    @ParameterizedTest
    @ValueSource(strings = {"9.6", "13", "18"})
    void asksForThePassword(String line) throws Exception {
        try (PostgresServer server =
                PostgresServer.setup(line).password(PASSWORD).start()) {
            String url = server.jdbcUrl("postgres");
            try (Connection connection = DriverManager.getConnection(
                    url + "&password=" + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8))) {
                String stored = Sql.ask(connection, "SELECT rolpassword FROM pg_authid WHERE rolname = 'postgres'");
                assertThat(stored).startsWith(line.equals("9.6") ? "md5" : "SCRAM-SHA-256$");
            }
            assertThatThrownBy(() -> DriverManager.getConnection(url + "&password=wrong"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));

            Instance instance = server.instance();
            assertThat(instance.user()).contains("postgres");
            Path file = Path.of(instance.password().orElseThrow().name());
            assertThat(Files.readString(file)).isEqualTo(PASSWORD);
            assertThat(instance.toString() + server + server.logTail()).doesNotContain(PASSWORD);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.6", "18"})
    void takesOnlyTls(String line) throws SQLException {
        try (PostgresServer server = PostgresServer.setup(line).tls().start()) {
            assertThat(Sql.ask(server, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
                    .isEqualTo("t");
            String plain = server.jdbcUrl("postgres").replaceFirst("&sslmode.*", "&sslmode=disable");
            assertThatThrownBy(() -> DriverManager.getConnection(plain)).hasMessageContaining("no pg_hba.conf entry");

            TlsSettings tls = server.instance().tls();
            assertThat(tls.mode()).isEqualTo(TlsSettings.Mode.VERIFY_HOST);
            assertThat(tls.certificateAuthority())
                    .hasValueSatisfying(file -> assertThat(file).content().startsWith("-----BEGIN CERTIFICATE-----"));
        }
    }
}
