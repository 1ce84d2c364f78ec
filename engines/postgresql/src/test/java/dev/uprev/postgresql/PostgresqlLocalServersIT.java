package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.uprev.control.LocalInstanceController;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.Version;
import dev.uprev.secret.Redactor;
import dev.uprev.secret.SecretRef;
import dev.uprev.secret.SecretResolver;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.RequiresServers;
import dev.uprev.tool.ToolResult;
import dev.uprev.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        LocalInstanceController controller = controller(base, PostgresServer.programs(line));
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
        LocalInstanceController controller = controller(folder.resolve("base"), PostgresServer.programs("18"));
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

    /** Killed before or after each program of initdb, pg_ctl start; each time it goes on and ends with one server. */
    @ParameterizedTest
    @CsvSource({"initdb,false", "initdb,true", "pg_ctl,false", "pg_ctl,true"})
    void goesOnAfterAKillAnywhere(String program, boolean afterwards) throws SQLException {
        Path programs = PostgresServer.programs("15");
        Path base = folder.resolve("base");
        ToolRunner tools = ToolRunner.local(new Redactor());
        ToolRunner mortal = command -> {
            boolean fatal = command.program().endsWith(program);
            if (fatal && !afterwards) {
                throw new IllegalStateException("killed");
            }
            ToolResult result = tools.run(command);
            if (fatal) {
                throw new IllegalStateException("killed");
            }
            return result;
        };
        Version line = Version.parse("15");
        LocalInstanceController controller = controller(tools, base, programs);
        try {
            assertThatThrownBy(() -> controller(mortal, base, programs)
                            .provision(DatabaseEngine.POSTGRESQL, NAME, line, new TreeMap<>()))
                    .hasMessage("killed");

            Instance instance = controller.provision(DatabaseEngine.POSTGRESQL, NAME, line, new TreeMap<>());

            assertThat(ask(instance, "SHOW server_version_num")).startsWith("15");
            assertThat(controller.provision(DatabaseEngine.POSTGRESQL, NAME, line, new TreeMap<>()))
                    .isEqualTo(instance);
        } finally {
            controller.remove(DatabaseEngine.POSTGRESQL, NAME);
        }
    }

    @Test
    void goesOnAfterTheServerItselfWasKilled() throws Exception {
        LocalInstanceController controller = controller(folder.resolve("base"), PostgresServer.programs("15"));
        Version line = Version.parse("15");
        try {
            Instance instance = controller.provision(DatabaseEngine.POSTGRESQL, NAME, line, new TreeMap<>());
            Path data = controller
                    .files(DatabaseEngine.POSTGRESQL, NAME)
                    .orElseThrow()
                    .data();
            long pid = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0));
            ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
            server.destroyForcibly();
            server.onExit().get(30, TimeUnit.SECONDS);

            assertThat(controller.provision(DatabaseEngine.POSTGRESQL, NAME, line, new TreeMap<>()))
                    .isEqualTo(instance);
            assertThat(ask(instance, "SELECT 1")).isEqualTo("1");
        } finally {
            controller.remove(DatabaseEngine.POSTGRESQL, NAME);
        }
    }

    private String wrongPassword() throws IOException {
        return Files.writeString(folder.resolve("wrong"), "wrong").toString();
    }

    private static LocalInstanceController controller(Path base, Path programs) {
        return controller(ToolRunner.local(new Redactor()), base, programs);
    }

    private static LocalInstanceController controller(ToolRunner tools, Path base, Path programs) {
        boolean root = System.getProperty("user.name").equals("root");
        return new LocalInstanceController(
                tools,
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
