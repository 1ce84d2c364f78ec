package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.uprev.control.LocalInstanceController;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import dev.uprev.secret.Redactor;
import dev.uprev.secret.SecretRef;
import dev.uprev.secret.SecretResolver;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.RequiresServers;
import dev.uprev.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresServers
class PostgresqlLocalServersIT {
    private static final String NAME = "new";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"9.6", "13", "18"})
    void aServerIsMadeStoppedStartedAndRemoved(String line) throws SQLException, IOException {
        Path password = Files.writeString(folder.resolve("password"), "s3cret 'canary'");
        Path base = folder.resolve("it's here");
        LocalInstanceController controller = controller(base, programs(line));
        try {
            Instance instance = controller.provision(
                    DatabaseEngine.POSTGRESQL,
                    NAME,
                    Version.parse(line),
                    new TreeMap<>(Map.of("password", "file:" + password, "work_mem", "7MB")));
            assertThat(ask(instance, "SHOW work_mem")).isEqualTo("7MB");
            assertThat(ask(instance, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(refusal(instance.withPassword(SecretRef.file(wrongPassword()))))
                    .isEqualTo("login-refused");
            controller.stop(DatabaseEngine.POSTGRESQL, NAME);
            assertThat(refusal(instance)).isEqualTo("cannot-connect");
            controller.start(DatabaseEngine.POSTGRESQL, NAME, Version.parse(line));
            assertThat(ask(instance, "SHOW work_mem")).isEqualTo("7MB");
        } finally {
            controller.remove(DatabaseEngine.POSTGRESQL, NAME);
        }
        assertThat(base.resolve(NAME)).doesNotExist();
    }

    @Test
    void aSettingThatTheServerDoesNotKnowIsInTheError() {
        LocalInstanceController controller = controller(folder.resolve("base"), programs("18"));
        UpgradeException error = catchThrowableOfType(
                UpgradeException.class,
                () -> controller.provision(
                        DatabaseEngine.POSTGRESQL,
                        NAME,
                        Version.parse("18"),
                        new TreeMap<>(Map.of("no_such_setting", "1"))));
        assertThat(error).hasMessageContaining("no_such_setting");
        controller.remove(DatabaseEngine.POSTGRESQL, NAME);
    }

    private String wrongPassword() throws IOException {
        return Files.writeString(folder.resolve("wrong"), "wrong").toString();
    }

    /** The folder that the test kit starts such servers from. */
    private static Path programs(String line) {
        try (PostgresServer server = PostgresServer.start(line)) {
            return server.bin();
        }
    }

    private static LocalInstanceController controller(Path base, Path programs) {
        boolean root = System.getProperty("user.name").equals("root");
        return new LocalInstanceController(
                ToolRunner.local(new Redactor()),
                SecretResolver.standard(),
                List.of(new PostgresqlEngine()),
                base,
                List.of(programs),
                root ? List.of("unshare", "--user") : List.of());
    }

    private static String ask(Instance instance, String sql) throws SQLException {
        try (Connection connection = to(instance).open("postgres", "test")) {
            return Sql.text(connection, sql);
        }
    }

    private static String refusal(Instance instance) {
        return catchThrowableOfType(
                        UpgradeException.class,
                        () -> to(instance).open("postgres", "test").close())
                .code();
    }

    private static Connections to(Instance instance) {
        return new Connections(Side.TARGET, instance, SecretResolver.standard());
    }
}
