package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import java.io.IOException;
import java.util.function.LongConsumer;

/**
 * Loads rows of one table in one transaction, together with the notes that they are loaded, so that neither is there
 * without the other.
 */
final class TableLoad implements Work.Action {
    /** Statements of a session before data come in. */
    static final String DATA_SESSION = "SET client_encoding = 'UTF8'";

    /** Below this, what is saved by writing rows as frozen is less than what a truncation costs. */
    private static final long FREEZE_FROM_BYTES = 256 << 10;

    private final DatabaseRestore database;
    private final TableContent content;
    private final TableData table;
    private final LongConsumer loaded;

    /** @param loaded is told how many rows were loaded */
    TableLoad(DatabaseRestore database, TableContent content, LongConsumer loaded) {
        this.database = database;
        this.content = content;
        this.loaded = loaded;
        this.table = content.table();
    }

    @Override
    public void run(RestoreWorker worker) throws IOException {
        if (content.begin()) {
            load(worker.session(table.database()));
        }
    }

    private void load(TargetSession session) throws IOException {
        String doing = "cannot load table " + table.label();
        TableData destination = destination();
        // Rows that an extension has put into its table must not be truncated away.
        boolean freeze = content.isWhole()
                && table.filter().isEmpty()
                && destination.equals(table)
                && content.bytes() >= FREEZE_FROM_BYTES;
        try {
            session.prepare(DATA_SESSION);
            session.execute("BEGIN" + (freeze ? "; TRUNCATE ONLY " + table.sqlName() : ""));
            long count = copy(session, freeze ? destination.copyInFrozen() : destination.copyIn());
            session.execute(content.note() + "; COMMIT");
            loaded.accept(count);
        } catch (ServerErrorException e) {
            rollBack(session);
            throw RestoreErrors.explain(doing, e);
        } catch (IOException e) {
            throw RestoreErrors.explain(doing, e);
        } catch (RuntimeException e) {
            rollBack(session);
            throw e;
        }
    }

    /** The table itself, unless the server has to find the partition for each row. */
    private TableData destination() {
        TargetTables.Table there =
                database.prepared().tables().get(TargetTables.Table.key(table.schema(), table.table()));
        return there == null || there.root().isEmpty()
                ? table
                : table.renamed(there.root().get().schema(), there.root().get().name());
    }

    private long copy(TargetSession session, String sql) throws IOException {
        try (CopyIn copy = session.channel().copyIn(sql)) {
            long given = content.give(copy::write);
            long taken = copy.finish();
            if (taken != given) {
                throw UpgradeException.failed("rows-lost", "table " + table.label() + " has not taken in all rows")
                        .seen(taken)
                        .why("it was given " + given + " of them")
                        .fix("see what on the target drops rows of this table, and resume");
            }
            return taken;
        }
    }

    private static void rollBack(TargetSession session) {
        try {
            session.execute("ROLLBACK");
        } catch (IOException e) {
            // The connection is gone, and the transaction with it.
            session.close();
        }
    }
}
