package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.Side;
import dev.uprev.plan.StepContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Takes back what a restore has done: drops the databases and roles that it created, and empties those databases that
 * were there, as they were before. What the journal does not name as made by the restore stays. Roles that were there
 * get their attributes and settings back, but not the passwords that they had.
 */
final class RestoreUndo {
    private final StepContext context;
    private final Connections connections;
    private final List<String> failures = new ArrayList<>();

    RestoreUndo(StepContext context) {
        this.context = context;
        this.connections = new Connections(Side.TARGET, context.target(), context.secrets());
    }

    /**
     * Takes back everything.
     *
     * @throws UpgradeException {@code undo-incomplete} naming what is left, or when the target cannot be reached
     */
    void carryOut() throws IOException {
        TargetMemory memory = new TargetMemory(context);
        SortedMap<String, DatabaseBefore> databases = memory.before().databases();
        RolesBefore roles = memory.before().roles().orElse(RolesBefore.NONE);
        databases.forEach((name, before) -> {
            if (before.isNew()) {
                new DatabaseRemoval(connections, name).drop();
            }
        });
        try {
            for (String name : databases.keySet()) {
                DatabaseBefore before = databases.get(name);
                if (!before.isNew()) {
                    new DatabaseCleaning(connections, name, before, failures::add).clean(drops(name), roles.created());
                }
            }
            restoreRoles(roles);
        } catch (SQLException e) {
            throw PgErrors.explain(Side.TARGET, e);
        }
        if (!failures.isEmpty()) {
            throw UpgradeException.failed("undo-incomplete", "not everything could be removed from the target")
                    .seen(failures.get(0))
                    .why(failures.size() + " objects are left")
                    .fix("remove them by hand, or take a new target");
        }
        memory.keepUntouched();
    }

    /** Statements that drop what the schema of a database in the archive has. */
    private List<String> drops(String database) throws IOException {
        Path folder = context.workDirectory().resolve("restore").resolve("undo");
        try (ArchiveReader archive = ArchiveReader.open(context.archive())) {
            for (ArchiveEntry item : archive.entries()) {
                if (item.kind().equals(ArchiveItems.SCHEMA) && item.name().equals(database)) {
                    TargetServer server = TargetServer.look(connections);
                    PgTools tools = PgTools.of(
                            context.tools(),
                            context.plan().request(),
                            server.version().version());
                    return SchemaScripts.drops(archive, item, folder, tools.pgRestore(), context.tools()).stream()
                            .map(statement -> new String(statement, StandardCharsets.UTF_8))
                            .toList();
                }
            }
        }
        return List.of();
    }

    private void restoreRoles(RolesBefore roles) throws SQLException {
        List<String> statements = new ArrayList<>(roles.changed());
        roles.created().forEach(role -> statements.add("DROP ROLE IF EXISTS " + SqlNames.identifier(role)));
        try (Connection connection = connections.open(connections.mainDatabase(), "undo");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                try {
                    statement.execute(sql);
                } catch (SQLException e) {
                    failures.add(PgErrors.primaryMessage(e));
                }
            }
        }
    }
}
