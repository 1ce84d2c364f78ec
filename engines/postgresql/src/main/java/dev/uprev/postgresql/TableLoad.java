package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ItemReader;
import dev.uprev.error.UpgradeException;
import java.io.IOException;
import java.util.List;

/**
 * Loads items of one table in one transaction, together with the notes that they are loaded, so that neither is there
 * without the other.
 */
final class TableLoad implements Work.Action {
    /** Statements of a session before data come in. */
    static final String DATA_SESSION = "SET client_encoding = 'UTF8'";

    /** Below this, what is saved by writing rows as frozen is less than what a truncation costs. */
    private static final long FREEZE_FROM_BYTES = 256 << 10;

    private final DatabaseRestore database;
    private final TableData table;
    private final List<ArchiveEntry> items;
    private final boolean whole;

    /**
     * @param items of the table
     * @param whole whether they are all that the archive has of it
     */
    TableLoad(DatabaseRestore database, TableData table, List<ArchiveEntry> items, boolean whole) {
        this.database = database;
        this.table = table;
        this.items = items;
        this.whole = whole;
    }

    @Override
    public void run(RestoreWorker worker) throws IOException {
        List<ArchiveEntry> missing = database.prepared().missing(items);
        items.stream().filter(item -> !missing.contains(item)).forEach(item -> advance(item.rawBytes()));
        if (!missing.isEmpty()) {
            load(worker.session(table.database()), missing);
        }
    }

    private void load(TargetSession session, List<ArchiveEntry> missing) throws IOException {
        String doing = "cannot load table " + table.label();
        TableData destination = destination();
        // Rows that an extension has put into its table must not be truncated away.
        boolean freeze = whole
                && table.filter().isEmpty()
                && missing.size() == items.size()
                && destination.equals(table)
                && bytes(missing) >= FREEZE_FROM_BYTES;
        try {
            session.prepare(DATA_SESSION);
            session.execute("BEGIN" + (freeze ? "; TRUNCATE ONLY " + table.sqlName() : ""));
            String sql = freeze ? destination.copyInFrozen() : destination.copyIn();
            refuseOtherCount(missing, copy(session, sql, missing));
            session.execute(Bookkeeping.noteItems(missing) + "; COMMIT");
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

    private static long bytes(List<ArchiveEntry> some) {
        return some.stream().mapToLong(ArchiveEntry::rawBytes).sum();
    }

    /** The table itself, unless the server has to find the partition for each row. */
    private TableData destination() {
        TargetTables.Table there =
                database.prepared().tables().get(TargetTables.Table.key(table.schema(), table.table()));
        return there == null || there.root().isEmpty()
                ? table
                : table.renamed(there.root().get().schema(), there.root().get().name());
    }

    private long copy(TargetSession session, String sql, List<ArchiveEntry> missing) throws IOException {
        try (CopyIn copy = session.channel().copyIn(sql)) {
            write(copy, table.format().prefix());
            for (ArchiveEntry item : missing) {
                try (ItemReader reader = database.scope().archive().read(item)) {
                    while (reader.next()) {
                        database.scope().context().cancellation().check();
                        copy.write(reader.buffer(), 0, reader.length());
                        advance(reader.length());
                    }
                }
            }
            write(copy, table.format().suffix());
            return copy.finish();
        }
    }

    private static void write(CopyIn copy, byte[] bytes) throws IOException {
        copy.write(bytes, 0, bytes.length);
    }

    private void advance(long bytes) {
        database.scope().advance(table.label(), bytes);
    }

    private void refuseOtherCount(List<ArchiveEntry> missing, long loaded) {
        long dumped = missing.stream().mapToLong(ArchiveEntry::items).sum();
        if (loaded != dumped) {
            throw UpgradeException.failed("rows-lost", "table " + table.label() + " has not taken in all rows")
                    .seen(loaded)
                    .why("the archive has " + dumped + " of them")
                    .fix("see what on the target drops rows of this table, and resume");
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
