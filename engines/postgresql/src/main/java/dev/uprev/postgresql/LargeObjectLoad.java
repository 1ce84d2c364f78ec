package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ItemReader;
import dev.uprev.model.Side;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Writes the bytes of large objects, those of one item in one transaction. */
final class LargeObjectLoad implements Work.Action {
    private final DatabaseRestore database;
    private final ArchiveEntry item;

    LargeObjectLoad(DatabaseRestore database, ArchiveEntry item) {
        this.database = database;
        this.item = item;
    }

    @Override
    public void run(RestoreWorker worker) throws IOException {
        if (database.prepared().isDone(item)) {
            database.scope().advance(label(), item.rawBytes());
            return;
        }
        TargetSession session = worker.session(database.name());
        session.prepare(TableLoad.DATA_SESSION);
        Connection connection = session.connection();
        try (ItemReader reader = database.scope().archive().read(item)) {
            connection.setAutoCommit(false);
            new LargeObjectDecoder(reader).read(new LargeObjectWriter(connection, this::advance));
            Sql.execute(connection, Bookkeeping.noteItems(List.of(item)));
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw PgErrors.explain(Side.TARGET, e);
        } catch (LargeObjectWriter.WriteException e) {
            throw PgErrors.explain(Side.TARGET, e.reason());
        }
    }

    private void advance(long bytes) {
        database.scope().context().cancellation().check();
        database.scope().advance(label(), bytes);
    }

    private String label() {
        return database.name() + " large objects";
    }
}
