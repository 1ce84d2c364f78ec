package dev.uprev.postgresql;

import dev.uprev.testkit.servers.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A comparison in which none of our code has a part. The source goes to a third server, of the target's release, by
 * pg_dumpall, pg_dump and pg_restore; what pg_dump says of that one it must say of the target, too. Rows, sequences and
 * large objects are summed up by psql.
 */
final class Independent {
    private static final String SUMS = "SELECT format('SELECT %L, count(*), sum(hashtext(t::text)::bigint),"
            + " sum(hashtext(t::text || ''x'')::bigint) FROM ONLY %I.%I t;', nspname || '.' || relname, nspname, relname)"
            + " FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('r', 'm')"
            + " AND (relkind = 'r' OR relispopulated)"
            + " AND nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY nspname, relname"
            + "\n\\gexec\n"
            + "SELECT format('SELECT %L, last_value, is_called FROM %I.%I;', relname, nspname, relname) FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind = 'S' ORDER BY nspname, relname\n\\gexec\n"
            + "SELECT oid, pg_get_userbyid(lomowner), lomacl, obj_description(oid, 'pg_largeobject'),"
            + " md5(lo_get(oid)) FROM pg_largeobject_metadata ORDER BY oid;\n"
            + "SELECT relname, relispopulated FROM pg_class WHERE relkind = 'm' ORDER BY relname;\n";

    private final Path tools;
    private final PostgresServer source;
    private final PostgresServer target;

    /** @param tools of the target's release */
    Independent(Path tools, PostgresServer source, PostgresServer target) {
        this.tools = tools;
        this.source = source;
        this.target = target;
    }

    /** Lines that are on one side only. */
    List<String> differences(List<String> databases) {
        List<String> differences = new ArrayList<>();
        try (PostgresServer reference = PostgresServer.setup(target.bin()).start()) {
            restore(reference, "", "pg_dumpall", "--globals-only");
            databases.forEach(name -> restore(reference, name, "pg_dump", "--schema-only", "--create"));
            differences.addAll(compare("", reference, "", "pg_dumpall", "--globals-only", "--restrict-key=x"));
            for (String name : databases) {
                differences.addAll(
                        compare(name, reference, "", "pg_dump", "--schema-only", "--create", "--restrict-key=x"));
                differences.addAll(compare(name, source, SUMS, "psql", "-XAtq", "-v", "ON_ERROR_STOP=1"));
            }
        }
        return differences;
    }

    private ClientTools tools(PostgresServer server) {
        return new ClientTools(tools, server);
    }

    /** Errors are passed over: a parameter that the target does not have, a database or role that it has. */
    private void restore(PostgresServer reference, String database, String... command) {
        String script = tools(source).run(database, "", command);
        tools(reference).run("postgres", script, "psql", "-Xq");
    }

    private List<String> compare(String database, PostgresServer other, String input, String... command) {
        List<String> expected =
                tools(other).run(database, input, command).lines().toList();
        List<String> actual =
                tools(target).run(database, input, command).lines().toList();
        List<String> differences = new ArrayList<>();
        only(expected, actual).forEach(line -> differences.add(database + " lacks: " + line));
        only(actual, expected).forEach(line -> differences.add(database + " has too much: " + line));
        return differences;
    }

    /** Lines that the others do not have. */
    static Set<String> only(List<String> some, List<String> others) {
        Set<String> only = new TreeSet<>(some);
        only.removeAll(Set.copyOf(others));
        only.removeIf(line -> line.startsWith("-- Dumped from"));
        return only;
    }
}
