package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.Side;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The database itself: created as the source has it, or an empty one that is there, as postgres always is, taken over.
 * Its settings, privileges and comment come last, so that none of them gets in the way of the restore.
 */
final class DatabaseCreation {
    private static final String NAME = "(?:\"(?:[^\"]|\"\")+\"|\\S+)";
    /** The statement as a whole, and what the target may not have. */
    private static final Pattern TABLESPACE =
            Pattern.compile("(CREATE DATABASE " + NAME + " WITH .*?) TABLESPACE = " + NAME + "(.*)", Pattern.DOTALL);

    private static final Pattern SETTING = Pattern.compile("ALTER (?:DATABASE|ROLE) .*? SET .*", Pattern.DOTALL);

    private final RestoreScope scope;
    private final String name;
    private final SchemaScript script;

    DatabaseCreation(RestoreScope scope, String name, SchemaScript script) {
        this.scope = scope;
        this.name = name;
        this.script = script;
    }

    /** Whether an entry of the script concerns the database itself rather than an object in it. */
    static boolean isOfDatabase(SchemaEntry entry) {
        return switch (entry.type()) {
            case "DATABASE", "DATABASE PROPERTIES" -> true;
            case "ACL", "COMMENT", "SECURITY LABEL" ->
                entry.schema().equals("-") && entry.name().startsWith("DATABASE ");
            default -> false;
        };
    }

    /**
     * Creates the database unless it is there.
     *
     * @throws UpgradeException {@code target-not-empty} when it was there before and is not empty, or as the server
     *     refuses
     */
    void create(RestoreWorker worker) throws IOException {
        SchemaEntry entry = script.first("DATABASE")
                .orElseThrow(() -> UpgradeException.failed("archive-incomplete", "cannot create the database")
                        .seen(name)
                        .why("the dump of its schema does not say how")
                        .fix("dump again with this version of the library"));
        List<byte[]> statements = SqlStatements.of(script.statements(entry));
        boolean exists = exists();
        TargetSession session = worker.session(scope.connections().mainDatabase());
        try {
            for (byte[] statement : exists ? statements.subList(1, statements.size()) : statements) {
                session.execute(withoutTablespace(statement));
            }
        } catch (IOException e) {
            throw RestoreErrors.explain("cannot create database " + name, e);
        }
    }

    /** Whether the database is there; before it is touched for the first time, what there was goes to the journal. */
    private boolean exists() {
        try (Connection main = scope.connections().open(scope.connections().mainDatabase(), "restore")) {
            boolean there = Sql.flag(main, "SELECT count(*) > 0 FROM pg_database WHERE datname = ?", name);
            if (!scope.memory().before().databases().containsKey(name)) {
                scope.memory().keepDatabase(name, there ? lookBefore() : DatabaseBefore.NEW);
            }
            return there;
        } catch (SQLException e) {
            throw PgErrors.explain(Side.TARGET, e);
        }
    }

    private DatabaseBefore lookBefore() throws SQLException {
        try (Connection connection = scope.connections().open(name, "restore")) {
            Listing objects = UserObjects.in(connection);
            if (!objects.isEmpty()) {
                throw UpgradeException.failed("target-not-empty", "cannot restore database " + name)
                        .seen(objects)
                        .why("the target has these in a database of that name")
                        .fix("drop them or the database, rename it, or give another target");
            }
            return DatabaseBefore.of(connection);
        }
    }

    /** Byte by byte: the name may be in any encoding. */
    private static byte[] withoutTablespace(byte[] statement) {
        Matcher matcher = TABLESPACE.matcher(new String(statement, StandardCharsets.ISO_8859_1));
        return matcher.matches()
                ? (matcher.group(1) + matcher.group(2)).getBytes(StandardCharsets.ISO_8859_1)
                : statement;
    }

    /** Sets what belongs to the database as a whole. */
    void finish(RestoreWorker worker) throws IOException {
        TargetSession session = worker.session(scope.connections().mainDatabase());
        session.prepare(script.preamble());
        for (SchemaEntry entry : script.entries()) {
            if (isOfDatabase(entry) && !entry.type().equals("DATABASE")) {
                for (byte[] statement : SqlStatements.of(script.statements(entry))) {
                    set(session, statement);
                }
            }
        }
    }

    private void set(TargetSession session, byte[] statement) throws IOException {
        try {
            session.execute(statement);
        } catch (ServerErrorException e) {
            String text = new String(statement, StandardCharsets.UTF_8);
            if (!SETTING.matcher(text).matches() || !ParameterErrors.isTolerable(e.error())) {
                throw RestoreErrors.explain("cannot set a property of database \"" + name + "\"", e);
            }
            Finding finding = ParameterErrors.finding(text, e.error());
            scope.context().report(finding);
        }
    }
}
