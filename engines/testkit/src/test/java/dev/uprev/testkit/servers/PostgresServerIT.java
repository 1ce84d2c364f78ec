package dev.uprev.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresServers
class PostgresServerIT {
    @ParameterizedTest
    @ValueSource(strings = {"9.6", "13", "15", "18"})
    void startsAServerOfThatLine(String line) throws SQLException {
        try (PostgresServer server = PostgresServer.start(line)) {
            assertThat(ask(server, "SHOW server_version")).startsWith(line + ".");
            assertThat(ask(server, "SHOW wal_level")).isEqualTo("logical");
        }
    }

    private static String ask(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
