package dev.uprev.postgresql;

import dev.uprev.secret.Redactor;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.tool.ToolCommand;
import dev.uprev.tool.ToolRunner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** A database with something of everything, and roles for it; carried to another server by PostgreSQL's own tools. */
final class RichDatabase {
    static final String NAME = "rich";
    private static final List<String> RELEASES = List.of("9.2", "9.6", "10", "13", "15", "17", "18");
    private static final Pattern STATEMENT_END = Pattern.compile(";\n");
    private static final ToolRunner TOOLS = ToolRunner.local(new Redactor());

    private RichDatabase() {}

    /** Creates it with all that the server's release knows. */
    static void create(PostgresServer server) throws SQLException, IOException {
        run(server, "postgres", "roles");
        for (String release : RELEASES) {
            if (ReleaseNumber.of(release) <= ReleaseNumber.of(line(server))) {
                run(server, NAME, "since-" + release);
            }
        }
    }

    /** Copies it and the roles, with the tools of the target's major. */
    static void carry(PostgresServer source, PostgresServer target, Path folder) throws SQLException {
        Path tools = PostgresTools.bin(target.version().major());
        Path roles = folder.resolve("roles.sql");
        Path dump = folder.resolve("rich.dump");
        call(source, tools.resolve("pg_dumpall"), "--globals-only", "--file=" + roles);
        call(target, tools.resolve("psql"), "--file=" + roles, "--quiet", "postgres");
        call(source, tools.resolve("pg_dump"), "--format=custom", "--create", "--file=" + dump, NAME);
        call(target, tools.resolve("pg_restore"), "--create", "--exit-on-error", "--dbname=postgres", dump.toString());
    }

    private static void call(PostgresServer server, Path program, String... arguments) {
        TOOLS.run(ToolCommand.of(program)
                .arguments("--host=127.0.0.1", "--port=" + server.port(), "--username=postgres")
                .arguments(arguments)
                .build());
    }

    private static String line(PostgresServer server) {
        String version = server.version().toString();
        return version.startsWith("9.") ? version.substring(0, 3) : version.substring(0, version.indexOf('.'));
    }

    private static void run(PostgresServer server, String database, String file) throws SQLException, IOException {
        try (InputStream stream =
                Objects.requireNonNull(RichDatabase.class.getResourceAsStream("rich/" + file + ".sql"), file)) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            run(server, database, STATEMENT_END.split(text));
        }
    }

    /** Runs statements, each in a transaction of its own. */
    static void run(PostgresServer server, String database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(database));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
