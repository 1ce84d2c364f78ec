package dev.uprev.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresServers
class PostgresServerIT {
    @ParameterizedTest
    @ValueSource(strings = {"9.6", "13", "15", "18"})
    void startsEachLineForReplicationAndLeavesNothing(String line) throws SQLException {
        PostgresServer server = PostgresServer.start(line);
        try (server) {
            assertThat(Sql.ask(server, "SHOW server_version")).isEqualTo(shown(server));
            assertThat(shown(server)).startsWith(line + ".");
            assertThat(Sql.ask(server, "SHOW wal_level")).isEqualTo("logical");
            assertThat(Sql.ask(server, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(Sql.ask(
                            server, "SELECT slot_name FROM pg_create_logical_replication_slot('s', 'test_decoding')"))
                    .isEqualTo("s");
        }
        assertThat(ProcessHandle.of(server.pid())).isEmpty();
        assertThat(server.dataDirectory().getParent()).doesNotExist();
    }

    /** Maven's 13.23.0 is 13.23, its 9.6.24 is 9.6.24. */
    private static String shown(PostgresServer server) {
        return server.version().toString();
    }

    @Test
    void keepsWhatWasCommittedWhenItIsKilledWithOpenTransactions() throws SQLException {
        try (PostgresServer server = PostgresServer.start("13")) {
            int port = server.port();
            Sql.run(server, "CREATE TABLE t AS SELECT generate_series(1, 1000) AS n");
            try (Connection open = Sql.connect(server);
                    Statement statement = open.createStatement()) {
                open.setAutoCommit(false);
                statement.execute("INSERT INTO t SELECT generate_series(1, 500)");

                server.kill();

                assertThat(server.isRunning()).isFalse();
                assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
            } catch (SQLException closingABrokenConnection) {
                // expected: the server is gone
            }
            assertThatThrownBy(() -> Sql.connect(server)).hasMessageContaining("refused");

            server.restart();

            assertThat(server.port()).isEqualTo(port);
            assertThat(Sql.ask(server, "SELECT count(*) FROM t")).isEqualTo("1000");
            assertThat(server.logTail()).contains("database system was not properly shut down");
        }
    }

    @Test
    void stopsInOrderAndStartsAgain() throws SQLException {
        try (PostgresServer server = PostgresServer.start("18")) {
            Sql.run(server, "CREATE TABLE t AS SELECT 7 AS n", "ALTER SYSTEM SET max_wal_senders = 11");
            long first = server.pid();

            server.stop();
            assertThat(server.isRunning()).isFalse();
            assertThat(server.logTail()).contains("database system is shut down");
            server.restart();

            assertThat(server.pid()).isNotEqualTo(first);
            assertThat(Sql.ask(server, "SELECT n FROM t")).isEqualTo("7");
            assertThat(Sql.ask(server, "SHOW max_wal_senders")).isEqualTo("11");
            assertThat(server.logTail()).doesNotContain("not properly shut down");
        }
    }

    @Test
    void takesSettingsAndArgumentsOfInitdb(@TempDir Path folder) throws SQLException {
        Path log = folder.resolve("server.log");
        try (PostgresServer server = PostgresServer.setup("15")
                .initdb("--encoding=LATIN1", "--data-checksums")
                .setting("work_mem", "5MB")
                .setting("log_line_prefix", "it's %p ")
                .log(log)
                .start()) {
            assertThat(Sql.ask(server, "SHOW server_encoding")).isEqualTo("LATIN1");
            assertThat(Sql.ask(server, "SHOW data_checksums")).isEqualTo("on");
            assertThat(Sql.ask(server, "SHOW work_mem")).isEqualTo("5MB");
        }
        assertThat(log).content().contains("it's ", "database system is shut down");
    }

    @Test
    void leavesAGivenDataDirectoryAndTakesItAgain(@TempDir Path folder) throws SQLException {
        Path data = folder.resolve("data");
        try (PostgresServer server =
                PostgresServer.setup("15").dataDirectory(data).start()) {
            Sql.run(server, "CREATE TABLE t AS SELECT 7 AS n");
        }
        assertThat(data.resolve("PG_VERSION")).exists();
        try (PostgresServer server =
                PostgresServer.setup("15").dataDirectory(data).start()) {
            assertThat(Sql.ask(server, "SELECT n FROM t")).isEqualTo("7");
        }
    }

    @Test
    void showsItsLogWhenItDoesNotStart(@TempDir Path folder) {
        PostgresSetup setup =
                PostgresServer.setup("15").setting("no_such_setting", "1").log(folder.resolve("log"));
        assertThatThrownBy(setup::start)
                .hasMessageContaining("unrecognized configuration parameter \"no_such_setting\"")
                .hasMessageContaining("it ended by itself")
                .extracting("code")
                .isEqualTo("server-start-failed");
    }

    @Test
    void saysWhatInitdbSays() {
        assertThatThrownBy(() ->
                        PostgresServer.setup("15").initdb("--encoding=KLINGON").start())
                .hasMessageContaining("KLINGON")
                .extracting("code")
                .isEqualTo("server-start-failed");
    }

    @Test
    void fillsItsDisk() throws SQLException {
        try (PostgresServer server = PostgresServer.setup("15").tmpfs(96).start()) {
            Sql.run(server, "CREATE TABLE t (s text)", "ALTER TABLE t ALTER s SET STORAGE PLAIN");
            assertThatThrownBy(() ->
                            Sql.run(server, "INSERT INTO t SELECT repeat('x', 7000) FROM generate_series(1, 20000)"))
                    .hasMessageContaining("No space left on device");
        }
    }

    @Test
    void isClosedWhenJavaEnds() throws Exception {
        List<String> said = Children.run(LeavesItsServerOpen.class).lines().toList();
        assertThat(said).hasSize(2);
        assertThat(ProcessHandle.of(Long.parseLong(said.get(0)))).isEmpty();
        assertThat(Path.of(said.get(1))).doesNotExist();
    }

    /** Run as a process of its own: prints the server's process id and folder, and ends. */
    static final class LeavesItsServerOpen {
        public static void main(String[] args) throws Exception {
            PostgresServer server = PostgresServer.start("15");
            Sql.run(server, "SELECT 1");
            Files.writeString(Path.of(args[0]), server.pid() + "\n" + server.dataDirectory());
        }
    }
}
