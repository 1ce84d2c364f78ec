package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.TlsSettings;
import dev.uprev.secret.Secret;
import dev.uprev.secret.SecretRef;
import dev.uprev.secret.SecretResolver;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.RequiresServers;
import dev.uprev.testkit.servers.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresServers
class ConnectionsIT {
    private static final String WRONG = "wr0ng-canary";
    private static PostgresServer plain;
    private static PostgresServer guarded;

    @BeforeAll
    static void startServers() {
        plain = PostgresServer.start("13");
        guarded = PostgresServer.setup("15").password("s3cret").tls().start();
    }

    @AfterAll
    static void stopServers() {
        plain.close();
        guarded.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.2", "9.6", "18"})
    void settingsOfServersAndRolesDoNotReachTheSession(String line) throws SQLException {
        try (PostgresServer server = PostgresServer.start(line)) {
            Connections connections = to(server.instance());
            try (Connection connection = connections.open("postgres", "test");
                    Statement statement = connection.createStatement()) {
                statement.execute("ALTER ROLE postgres SET search_path = public");
                statement.execute("ALTER ROLE postgres SET statement_timeout = '5s'");
                statement.execute("ALTER ROLE postgres SET default_transaction_read_only = on");
                statement.execute("ALTER ROLE postgres SET \"DateStyle\" = 'German'");
                statement.execute("ALTER ROLE postgres SET bytea_output = 'escape'");
            }
            try (Connection connection = connections.open("postgres", "test")) {
                assertThat(ask(connection, "SHOW search_path")).isEqualTo("pg_catalog");
                assertThat(ask(connection, "SHOW statement_timeout")).isEqualTo("0");
                assertThat(ask(connection, "SHOW default_transaction_read_only"))
                        .isEqualTo("off");
                assertThat(ask(connection, "SHOW \"DateStyle\"")).isEqualTo("ISO, YMD");
                assertThat(ask(connection, "SHOW bytea_output")).isEqualTo("hex");
                assertThat(ask(connection, "SHOW TimeZone")).isEqualTo("UTC");
                assertThat(ask(connection, "SHOW extra_float_digits")).isEqualTo("3");
                assertThat(ask(connection, "SHOW application_name")).isEqualTo("uprev test");
            }
        }
    }

    @Test
    void aReadOnlyRequestCannotWrite() throws SQLException {
        try (Connection connection = to(plain.instance())
                        .open(ConnectionRequest.of("postgres", "test").readingOnly());
                Statement statement = connection.createStatement()) {
            SQLException refusal =
                    catchThrowableOfType(SQLException.class, () -> statement.execute("CREATE TABLE public.t ()"));
            assertThat(PgErrors.explain(Side.SOURCE, refusal).code()).isEqualTo("server-read-only");
        }
    }

    @Test
    void aClosedPortIsToldFromAnUnknownHost() {
        assertThat(refusal(at("127.0.0.1:1")).code()).isEqualTo("cannot-connect");
        assertThat(refusal(at("no-such-host.invalid:5432")).code()).isEqualTo("host-unknown");
    }

    @Test
    void theTimeLimitOfTheLoginDoesNotBindStatements() throws SQLException, IOException {
        ConnectionRequest impatient = ConnectionRequest.of("postgres", "test").with("socketTimeout", "1");
        for (PostgresServer server : List.of(plain, guarded)) {
            CopyChannel channel = to(server.instance()).openForCopy(impatient);
            try (Connection connection = channel.connection()) {
                assertThat(ask(connection, "SELECT 'slept' FROM pg_sleep(1.5)")).isEqualTo("slept");
                assertThat(channel.copyOut("COPY (SELECT 1 FROM pg_sleep(1.5)) TO STDOUT", (bytes, at, length) -> {}))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void aWrongPasswordIsRefusedAndNotShown() {
        Instance instance = guarded.instance().withPassword(new SecretRef("test", "wrong"));
        SecretResolver wrong = reference -> Secret.of(WRONG);
        UpgradeException error = catchThrowableOfType(
                UpgradeException.class, () -> new Connections(Side.SOURCE, instance, wrong).open("postgres", "test"));
        assertThat(error.code()).isEqualTo("login-refused");
        assertThat(error).hasMessageContaining("test:wrong").hasMessageNotContaining(WRONG);
        assertThat(error.getCause()).hasMessageNotContaining(WRONG);
    }

    @Test
    void aMissingSecretPassesThrough() {
        Instance instance = guarded.instance().withPassword(SecretRef.file("/no/such/file"));
        assertThat(refusal(instance).code()).isEqualTo("secret-not-found");
    }

    @Test
    void aMissingDatabaseIsNamed() {
        UpgradeException error = catchThrowableOfType(
                UpgradeException.class, () -> to(plain.instance()).open("Über \"x\" /?&", "test"));
        assertThat(error.code()).isEqualTo("database-missing");
        assertThat(error).hasMessageContaining("Über \"x\" /?&");
    }

    @Test
    void tlsIsVerifiedAgainstTheAuthority() throws SQLException {
        try (Connection connection = to(guarded.instance()).open("postgres", "test")) {
            assertThat(ask(connection, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
                    .isEqualTo("t");
        }
        Instance required = guarded.instance().withTls(TlsSettings.of(TlsSettings.Mode.REQUIRED));
        try (Connection connection = to(required).open("postgres", "test")) {
            assertThat(connection.isValid(1)).isTrue();
        }
        Instance platform = guarded.instance().withTls(TlsSettings.of(TlsSettings.Mode.VERIFY_HOST));
        assertThat(refusal(platform).code()).isEqualTo("tls-refused");
    }

    /** The server takes who shows a certificate with the name localhost for the user of that name. */
    @Test
    void aClientShowsItsCertificate(@TempDir Path folder) throws SQLException, IOException {
        TestCertificate client = TestCertificate.create(folder);
        try (PostgresServer server = PostgresServer.setup("13")
                .tls()
                .setting("ssl_ca_file", client.certificate().toString())
                .start()) {
            PreflightScene.run(server, "postgres", "CREATE ROLE localhost LOGIN");
            Files.writeString(
                    server.dataDirectory().resolve("pg_hba.conf"), "hostssl all all 127.0.0.1/32 cert clientcert=1");
            server.restart();
            TlsSettings withoutCertificate = server.instance().tls();
            TlsSettings withCertificate = new TlsSettings(
                    TlsSettings.Mode.VERIFY_HOST,
                    withoutCertificate.certificateAuthority(),
                    Optional.of(client.certificate()),
                    Optional.of(client.key()),
                    Optional.empty());
            Instance instance = server.instance().withUser("localhost");
            try (Connection connection = to(instance.withTls(withCertificate)).open("postgres", "test")) {
                assertThat(ask(connection, "SELECT current_user")).isEqualTo("localhost");
            }
            assertThat(refusal(instance).code()).isIn("login-refused", "tls-refused");
        }
    }

    @Test
    void aStatementIsCancelledOverTls() throws Exception {
        try (Connection connection = to(guarded.instance()).open("postgres", "test");
                Statement statement = connection.createStatement()) {
            Thread canceller = new Thread(() -> {
                try (Connection look = to(guarded.instance()).open("postgres", "look")) {
                    while (ask(look, "SELECT count(*) FROM pg_stat_activity WHERE query ~ '^SELECT pg_sleep'")
                            .equals("0")) {
                        Thread.onSpinWait();
                    }
                    statement.cancel();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            canceller.start();
            SQLException cancelled =
                    catchThrowableOfType(SQLException.class, () -> statement.execute("SELECT pg_sleep(60)"));
            canceller.join();
            assertThat(PgErrors.explain(Side.SOURCE, cancelled).code()).isEqualTo("query-cancelled");
        }
    }

    @Test
    void tlsThatTheServerDoesNotHaveIsRefused() {
        Instance instance = plain.instance().withTls(TlsSettings.of(TlsSettings.Mode.REQUIRED));
        assertThat(refusal(instance).code()).isEqualTo("tls-refused");
    }

    @Test
    void aServerThatAsksForTlsSaysSo() {
        UpgradeException error = refusal(guarded.instance().withTls(TlsSettings.DISABLED));
        assertThat(error.code()).isEqualTo("login-refused");
        assertThat(error.fix().orElseThrow()).contains("set TLS");
    }

    @Test
    void aPoolerThatDropsTheSettingsIsNoticed() throws IOException {
        try (OptionsDroppingProxy pooler = new OptionsDroppingProxy(plain.port())) {
            UpgradeException error = refusal(at(pooler.address().toString()));
            assertThat(error.code()).isEqualTo("pooled-connection");
            assertThat(error.fix().orElseThrow()).contains("the PostgreSQL server itself");
        }
    }

    @Test
    void fullServersSaySo() throws SQLException {
        try (PostgresServer small = PostgresServer.setup("13")
                .setting("max_connections", "4")
                .setting("max_wal_senders", "0")
                .start()) {
            Connections connections = to(small.instance());
            List<Connection> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(connections.open("postgres", "test"));
            }
            assertThat(refusal(small.instance()).code()).isEqualTo("too-many-connections");
            for (Connection each : all) {
                each.close();
            }
        }
    }

    @Test
    void aLostServerIsSeenInTheMiddle() throws SQLException {
        try (PostgresServer server = PostgresServer.start("13");
                Connection connection = to(server.instance()).open("postgres", "test")) {
            server.kill();
            SQLException lost = catchThrowableOfType(SQLException.class, () -> ask(connection, "SELECT 1"));
            assertThat(PgErrors.explain(Side.TARGET, lost).code()).isEqualTo("server-lost");
            assertThat(refusal(server.instance()).code()).isEqualTo("cannot-connect");
        }
    }

    private static Connections to(Instance instance) {
        return new Connections(Side.SOURCE, instance, SecretResolver.standard());
    }

    private static Instance at(String address) {
        return Instance.of(DatabaseEngine.POSTGRESQL, address).withUser("postgres");
    }

    private static UpgradeException refusal(Instance instance) {
        return catchThrowableOfType(
                UpgradeException.class,
                () -> to(instance).open("postgres", "test").close());
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
