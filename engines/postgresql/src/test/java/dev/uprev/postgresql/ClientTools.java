package dev.uprev.postgresql;

import dev.uprev.testkit.servers.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL's own client programs on one server. Text is bytes as they are, one character for each. */
final class ClientTools {
    private final Path tools;
    private final PostgresServer server;

    ClientTools(Path tools, PostgresServer server) {
        this.tools = tools;
        this.server = server;
    }

    /**
     * Runs a program to its end; gives its output. What it says on its standard error is passed over.
     *
     * @param database empty for postgres
     * @throws IllegalStateException when it fails
     */
    String run(String database, String input, String... command) {
        List<String> words = new ArrayList<>(List.of(command));
        words.set(0, tools.resolve(command[0]).toString());
        words.addAll(List.of("-d", Everything.conninfo(server, database.isEmpty() ? "postgres" : database)));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("PGTZ", "UTC");
        builder.environment().put("PGOPTIONS", "-c extra_float_digits=0 -c DateStyle=ISO");
        builder.environment().put("PGCLIENTENCODING", "SQL_ASCII");
        try {
            Path script = Files.createTempFile("uprev", ".sql");
            Files.write(script, input.getBytes(StandardCharsets.ISO_8859_1));
            Process process = builder.redirectInput(script.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            Files.delete(script);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(words + " has failed");
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What psql answers. */
    String psql(String database, String sql) {
        return run(database, sql, "psql", "-XAtq", "-v", "ON_ERROR_STOP=1");
    }

    /** Everything but rows, as pg_dump says it: the roles, the databases, and what is in some of them; sorted lines. */
    List<String> description(String... databases) {
        StringBuilder text = new StringBuilder(run("", "", "pg_dumpall", "--globals-only", "--restrict-key=x"));
        text.append(psql(
                "",
                "SELECT datname, datdba::regrole, datconnlimit FROM pg_database;"
                        + " SELECT datname, a FROM pg_database, unnest(coalesce(datacl, acldefault('d', datdba))) a"));
        for (String database : databases) {
            text.append(run(database, "", "pg_dump", "--schema-only", "--create", "--restrict-key=x"));
            text.append(psql(database, "SELECT nspname, nspowner::regrole FROM pg_namespace ORDER BY 1"));
            text.append(psql(database, "SELECT count(*) FROM pg_largeobject_metadata"));
            text.append(psql(database, "SELECT count(*) FROM pg_default_acl"));
        }
        return text.toString()
                .replace(" VALID UNTIL 'infinity'", "")
                .lines()
                .filter(line -> !line.isBlank())
                .sorted()
                .toList();
    }
}
