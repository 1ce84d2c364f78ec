package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.LedgerCategory;
import dev.uprev.archive.LedgerEntry;
import dev.uprev.model.Side;
import dev.uprev.plan.StepContext;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Dumps what belongs to the server as a whole: roles, memberships and their settings, and what they are compared by.
 */
final class GlobalsDump {
    private static final String PASSWORDS_READABLE = "SELECT has_table_privilege('pg_authid', 'SELECT')";
    private static final String ROLES_WITH_LOGIN =
            "SELECT count(*) FROM pg_roles WHERE rolcanlogin AND rolname !~ '^pg_'";

    private final StepContext context;
    private final Connections connections;

    GlobalsDump(StepContext context, Connections connections) {
        this.context = context;
        this.connections = connections;
    }

    /** Puts everything into the archive. */
    void dump(ArchiveWriter archive) throws Exception {
        String database = connections.mainDatabase();
        boolean passwords;
        try (Connection connection =
                connections.open(ConnectionRequest.of(database, "dump").readingOnly())) {
            passwords = Sql.flag(connection, PASSWORDS_READABLE);
            long roles = passwords ? 0 : Sql.number(connection, ROLES_WITH_LOGIN);
            if (roles > 0) {
                archive.ledger(new LedgerEntry(
                        LedgerCategory.SKIPPED,
                        "role-passwords",
                        ArchiveItems.CLUSTER,
                        roles,
                        "the user of the source may not read pg_authid; set the passwords on the target"));
            }
        } catch (SQLException e) {
            throw PgErrors.explain(Side.SOURCE, e);
        }
        SchemaTools tools = new SchemaTools(context);
        SmallItems items = new SmallItems(archive, context.workDirectory());
        items.put(
                ArchiveItems.GLOBALS,
                ArchiveItems.CLUSTER,
                file -> {
                    tools.globals(database, passwords, file);
                    return 1;
                },
                GlobalsDigest::of);
        CatalogItems.ofServer(context, items);
    }
}
