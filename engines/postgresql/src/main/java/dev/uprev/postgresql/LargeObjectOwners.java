package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ItemReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Gives large objects their owners, privileges and comments; creates them where their bytes have not come yet. */
final class LargeObjectOwners implements Work.Action {
    private static final JsonLines<LargeObjectProperties> LINES = new JsonLines<>(LargeObjectProperties.class);

    private final DatabaseRestore database;
    private final ArchiveEntry item;

    LargeObjectOwners(DatabaseRestore database, ArchiveEntry item) {
        this.database = database;
        this.item = item;
    }

    /** The statement that creates a large object unless it is there. */
    static String create(long oid) {
        return "SELECT pg_catalog.lo_create(" + oid + ") WHERE NOT EXISTS"
                + " (SELECT 1 FROM pg_catalog.pg_largeobject_metadata WHERE oid = " + oid + ")";
    }

    @Override
    public void run(RestoreWorker worker) throws IOException {
        if (database.prepared().isDone(item)) {
            return;
        }
        String doing = "cannot set owners and privileges of large objects of database " + database.name();
        try (ItemReader reader = database.scope().archive().read(item)) {
            StatementBatch batch = new StatementBatch(worker.session(database.name()), doing);
            LINES.read(reader, object -> {
                for (String statement : statements(object)) {
                    batch.add(statement);
                }
            });
            batch.add(Bookkeeping.noteItems(List.of(item)));
            batch.flush();
        }
    }

    /** Statements that create it unless it is there, and give it all that it has besides its bytes. */
    static List<String> statements(LargeObjectProperties object) {
        String it = "LARGE OBJECT " + object.oid();
        String owner = SqlNames.identifier(object.owner());
        List<String> statements = new ArrayList<>();
        statements.add(create(object.oid()));
        statements.add("ALTER " + it + " OWNER TO " + owner);
        object.comment().ifPresent(comment -> statements.add("COMMENT ON " + it + " IS " + SqlNames.literal(comment)));
        object.grants().ifPresent(grants -> {
            statements.add("REVOKE ALL ON " + it + " FROM " + owner);
            for (LargeObjectProperties.Grant grant : grants) {
                statements.add("GRANT " + grant.privilege() + " ON " + it + " TO "
                        + grant.grantee().map(SqlNames::identifier).orElse("PUBLIC")
                        + (grant.grantable() ? " WITH GRANT OPTION" : ""));
            }
        });
        return statements;
    }
}
