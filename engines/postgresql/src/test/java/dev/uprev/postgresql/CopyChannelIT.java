package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.model.Side;
import dev.uprev.secret.SecretResolver;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresServers
class CopyChannelIT {
    @ParameterizedTest
    @ValueSource(strings = {"9.6", "13", "18"})
    void carriesRowsOutAndInAndLeavesTheConnectionUsable(String line) throws SQLException, IOException {
        try (PostgresServer server = PostgresServer.start(line)) {
            carries(server);
        }
    }

    @Test
    void worksOverTls() throws SQLException, IOException {
        try (PostgresServer server = PostgresServer.setup("15").tls().start()) {
            carries(server);
            CopyChannel channel = open(server);
            assertThat(ask(channel, "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"))
                    .isEqualTo("t");
            channel.connection().close();
        }
    }

    @Test
    void runsStatementsAllOrNone() throws SQLException, IOException {
        try (PostgresServer server = PostgresServer.start("15")) {
            CopyChannel channel = open(server);
            channel.execute("CREATE TABLE t (s text); INSERT INTO t VALUES ('?'); SELECT * FROM t; ;"
                    .getBytes(StandardCharsets.UTF_8));
            byte[] half = "INSERT INTO t VALUES ('half'); SELECT 1 / 0".getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> channel.execute(half))
                    .asInstanceOf(InstanceOfAssertFactories.type(ServerErrorException.class))
                    .satisfies(e -> assertThat(e.error().sqlState()).isEqualTo("22012"));
            channel.execute("BEGIN; INSERT INTO t VALUES ('two')".getBytes(StandardCharsets.UTF_8));
            channel.execute("COMMIT".getBytes(StandardCharsets.UTF_8));
            channel.execute(new byte[0]);
            assertThat(ask(channel, "SELECT string_agg(s, ' ' ORDER BY s) FROM t"))
                    .isEqualTo("? two");
            channel.connection().close();
        }
    }

    @Test
    void streamsALargeRow() throws SQLException, IOException {
        try (PostgresServer server = PostgresServer.start("13");
                Connection connection = open(server).connection()) {
            execute(connection, "CREATE TABLE big AS SELECT repeat('x', 200000000) AS t");
            CopyChannel channel = open(server);
            AtomicLong bytes = new AtomicLong();
            AtomicLong largest = new AtomicLong();
            long rows = channel.copyOut("COPY big TO STDOUT", (data, offset, length) -> {
                bytes.addAndGet(length);
                largest.accumulateAndGet(length, Math::max);
            });
            assertThat(rows).isEqualTo(1);
            assertThat(bytes).hasValue(200_000_001);
            assertThat(largest.get()).isLessThanOrEqualTo(256 << 10);
            channel.connection().close();
        }
    }

    @Test
    void errorsLeaveTheConnectionUsable() throws SQLException, IOException {
        try (PostgresServer server = PostgresServer.start("13")) {
            CopyChannel channel = open(server);
            assertThatThrownBy(() -> channel.copyOut("COPY nothing TO STDOUT", (data, offset, length) -> {}))
                    .asInstanceOf(InstanceOfAssertFactories.type(ServerErrorException.class))
                    .satisfies(e -> assertThat(e.error().sqlState()).isEqualTo("42P01"));

            execute(channel.connection(), "CREATE TABLE t (n int CHECK (n < 1000))");
            try (CopyIn copy = channel.copyIn("COPY t FROM STDIN")) {
                assertThatThrownBy(() -> {
                            byte[] line = "1000\n".getBytes(StandardCharsets.UTF_8);
                            for (int i = 0; i < 1_000_000; i++) {
                                copy.write(line, 0, line.length);
                            }
                        })
                        .as("noticed long before the end of the data")
                        .asInstanceOf(InstanceOfAssertFactories.type(ServerErrorException.class))
                        .satisfies(e -> {
                            assertThat(e.error().sqlState()).isEqualTo("23514");
                            assertThat(e.error().where())
                                    .hasValueSatisfying(text -> assertThat(text).startsWith("COPY t, line 1"));
                        });
            }
            try (CopyIn copy = channel.copyIn("COPY t FROM STDIN")) {
                copy.write("1\n".getBytes(StandardCharsets.UTF_8), 0, 2);
            }
            assertThat(ask(channel, "SELECT count(*) FROM t")).as("given up").isEqualTo("0");
            channel.connection().close();
        }
    }

    @Test
    void aFailingSinkClosesTheConnection() throws SQLException, IOException {
        try (PostgresServer server = PostgresServer.start("13")) {
            CopyChannel channel = open(server);
            assertThatThrownBy(() -> channel.copyOut(
                            "COPY (SELECT generate_series(1, 1000000)) TO STDOUT", (data, offset, length) -> {
                                throw new IOException("no room");
                            }))
                    .hasMessage("no room");
            assertThatThrownBy(() -> ask(channel, "SELECT 1")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void isCancelledWhileItWaitsForTheServer() throws SQLException, IOException {
        try (PostgresServer server = PostgresServer.start("13");
                Connection watcher = open(server).connection()) {
            CopyChannel channel = open(server);
            CompletableFuture<Long> copy = CompletableFuture.supplyAsync(() -> {
                try {
                    return channel.copyOut("COPY (SELECT pg_sleep(3600)) TO STDOUT", (data, offset, length) -> {});
                } catch (IOException e) {
                    throw new CompletionException(e);
                }
            });
            awaitCount(watcher, "query LIKE 'COPY%pg_sleep%' AND state = 'active' AND pid <> pg_backend_pid()", "1");
            channel.cancel();
            assertThatThrownBy(copy::join).hasCauseInstanceOf(IOException.class);
            awaitCount(watcher, "query LIKE 'COPY%pg_sleep%' AND pid <> pg_backend_pid()", "0");
        }
    }

    @Test
    void saysWhyTheServerEndedTheConnection() throws SQLException, IOException {
        try (PostgresServer server = PostgresServer.start("13");
                Connection other = open(server).connection()) {
            CopyChannel channel = open(server);
            String pid = ask(channel, "SELECT pg_backend_pid()");
            assertThatThrownBy(() -> channel.copyOut(
                            // Slow, since a server that is just sending rows cannot say why it ends.
                            "COPY (SELECT repeat('x', 10000), pg_sleep(0.01) FROM generate_series(1, 1000)) TO STDOUT",
                            (data, offset, length) -> kill(other, pid)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("57P01");
        }
    }

    private static void carries(PostgresServer server) throws SQLException, IOException {
        CopyChannel channel = open(server);
        execute(
                channel.connection(),
                "CREATE TABLE a AS SELECT n, repeat('é', n % 150) AS t FROM generate_series(1, 100000) n");
        execute(channel.connection(), "CREATE TABLE b (LIKE a)");
        for (String format : new String[] {"text", "binary"}) {
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            assertThat(channel.copyOut("COPY a TO STDOUT (FORMAT " + format + ")", data::write))
                    .isEqualTo(100_000);
            channel.connection().setAutoCommit(false);
            execute(channel.connection(), "TRUNCATE b");
            try (CopyIn copy = channel.copyIn("COPY b FROM STDIN (FORMAT " + format + ")")) {
                copy.write(data.toByteArray(), 0, data.size());
                assertThat(copy.finish()).isEqualTo(100_000);
            }
            channel.connection().commit();
            channel.connection().setAutoCommit(true);
            assertThat(ask(channel, "SELECT count(*) FROM (TABLE a EXCEPT TABLE b) x"))
                    .isEqualTo("0");
            assertThat(ask(channel, "SELECT count(*) FROM b")).isEqualTo("100000");
        }
        channel.connection().close();
    }

    private static CopyChannel open(PostgresServer server) throws SQLException {
        CopyChannel channel = new Connections(Side.SOURCE, server.instance(), SecretResolver.standard())
                .openForCopy(ConnectionRequest.of("postgres", "test"));
        execute(channel.connection(), "SET search_path = public");
        return channel;
    }

    private static void kill(Connection connection, String pid) throws IOException {
        try {
            execute(connection, "SELECT pg_terminate_backend(" + pid + ")");
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static void awaitCount(Connection connection, String condition, String count) throws SQLException {
        String sql = "SELECT count(*) FROM pg_stat_activity WHERE " + condition;
        String seen = "";
        for (int i = 0; i < 2000 && !seen.equals(count); i++) {
            seen = ask(connection, sql + " AND pg_sleep(0.01) IS NOT NULL");
        }
        assertThat(seen).as(sql).isEqualTo(count);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(CopyChannel channel, String sql) throws SQLException {
        return ask(channel.connection(), sql);
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
