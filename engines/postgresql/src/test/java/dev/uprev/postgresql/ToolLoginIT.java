package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Instance;
import dev.uprev.model.TlsSettings;
import dev.uprev.model.Version;
import dev.uprev.secret.Redactor;
import dev.uprev.secret.SecretRef;
import dev.uprev.secret.SecretResolver;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.testkit.servers.RequiresServers;
import dev.uprev.testkit.servers.TestCertificate;
import dev.uprev.tool.Tool;
import dev.uprev.tool.ToolCommand;
import dev.uprev.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresServers
class ToolLoginIT {
    private static final String PASSWORD = "s3cret ' \"canary\" $HOME";

    @Test
    void aProgramLogsInByPasswordOverTlsAndNobodyElseSeesThePassword() throws SQLException {
        try (PostgresServer server =
                PostgresServer.setup("15").password(PASSWORD).tls().start()) {
            PreflightScene.run(
                    server.instance(),
                    "postgres",
                    "CREATE DATABASE \"Ü ' x\"",
                    "ALTER ROLE postgres SET default_transaction_read_only = on");
            try (ToolLogin login = new ToolLogin(server.instance(), SecretResolver.standard())) {
                ToolCommand command = login.command(psql(), "Ü ' x", "test")
                        .arguments(
                                "-Atc",
                                "SELECT current_database(), ssl, application_name,"
                                        + " current_setting('default_transaction_read_only')"
                                        + " FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
                                        + " WHERE pid = pg_backend_pid()")
                        .build();
                assertThat(command.toString()).doesNotContain("canary");
                assertThat(run(command)).isEqualTo("Ü ' x|t|uprev test|off");
            }
        }
    }

    @Test
    void aProgramShowsItsCertificateAndAHostThatIsNotInTheServersOneIsRefused(@TempDir Path folder)
            throws SQLException, IOException {
        TestCertificate client = TestCertificate.create(folder);
        Path keyPassword = Files.writeString(folder.resolve("key-password"), "not needed: the key is open");
        try (PostgresServer server = PostgresServer.setup("13")
                .tls()
                .setting("ssl_ca_file", client.certificate().toString())
                .start()) {
            PreflightScene.run(server, "postgres", "CREATE ROLE localhost LOGIN");
            Files.writeString(
                    server.dataDirectory().resolve("pg_hba.conf"), "hostssl all all 127.0.0.1/32 cert clientcert=1");
            server.restart();
            TlsSettings tls = new TlsSettings(
                    TlsSettings.Mode.VERIFY_HOST,
                    server.instance().tls().certificateAuthority(),
                    Optional.of(client.certificate()),
                    Optional.of(client.key()),
                    Optional.of(SecretRef.file(keyPassword.toString())));
            Instance instance = server.instance().withUser("localhost").withTls(tls);
            assertThat(currentUser(instance)).isEqualTo("localhost");
            Instance stranger = instance.withTls(TlsSettings.of(TlsSettings.Mode.VERIFY_HOST));
            UpgradeException refused = catchThrowableOfType(UpgradeException.class, () -> currentUser(stranger));
            assertThat(refused.code()).isEqualTo("tool-failed");
        }
    }

    private static String currentUser(Instance instance) {
        try (ToolLogin login = new ToolLogin(instance, SecretResolver.standard())) {
            return run(login.command(psql(), "postgres", "test")
                    .arguments("-Atc", "SELECT current_user")
                    .build());
        }
    }

    private static Tool psql() {
        return new Tool(PostgresTools.bin(18).resolve("psql"), Version.parse("18"));
    }

    private static String run(ToolCommand command) {
        return ToolRunner.local(new Redactor()).run(command).output().strip();
    }
}
