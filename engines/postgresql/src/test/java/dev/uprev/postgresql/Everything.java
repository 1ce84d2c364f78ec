package dev.uprev.postgresql;

import dev.uprev.model.Version;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.PostgresTools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Fills a server, 9.6 or later, with one of everything: see {@code everything.sql}. */
final class Everything {
    /** The databases that hold something afterwards. */
    static final List<String> DATABASES = List.of("postgres", "shop", "Ünï \"db\" 'x' %s", "latin", "raw", "nothing");

    private Everything() {}

    static void create(PostgresServer server) throws IOException, InterruptedException {
        Version version = server.version();
        String database = "postgres";
        boolean wanted = true;
        StringBuilder statements = new StringBuilder();
        for (String line : script().lines().toList()) {
            if (line.startsWith("--@ database ")) {
                execute(server, database, statements);
                database = unquoted(line.substring("--@ database ".length()));
                wanted = true;
            } else if (line.startsWith("--@ since ")) {
                wanted = !version.isOlderThan(Version.parse(line.substring("--@ since ".length())));
            } else if (line.startsWith("--@ until ")) {
                Version last = Version.parse(line.substring("--@ until ".length()));
                wanted = version.isOlderThan(last) || version.belongsTo(last);
            } else if (line.equals("--@ always")) {
                wanted = true;
            } else if (wanted) {
                statements.append(line).append('\n');
            }
        }
        execute(server, database, statements);
    }

    private static String script() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(Everything.class.getResourceAsStream("everything.sql"), "everything.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

    /** By psql, which knows where statements end. */
    private static void execute(PostgresServer server, String database, StringBuilder statements)
            throws IOException, InterruptedException {
        Path psql = PostgresTools.bin(15, "psql").resolve("psql");
        ProcessBuilder builder = new ProcessBuilder(
                psql.toString(), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "-", "-d", conninfo(server, database));
        builder.environment().put("PGCLIENTENCODING", "UTF8");
        builder.environment().put("PGOPTIONS", "-c client_min_messages=error");
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().write(statements.toString().getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("psql: " + output);
        }
        statements.setLength(0);
    }

    /** How libpq's programs are told of a database, whatever its name. */
    static String conninfo(PostgresServer server, String database) {
        return "host=127.0.0.1 port=" + server.port() + " user=postgres dbname='"
                + database.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
