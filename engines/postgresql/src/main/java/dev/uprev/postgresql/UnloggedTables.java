package dev.uprev.postgresql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** Replaces the rows of tables whose changes are not logged, and so not replicated. For one thread. */
final class UnloggedTables {
    /** Keys and triggers have done their work on the other side. */
    private static final String SETTINGS = TableLoad.DATA_SESSION + "; SET session_replication_role = replica";

    private final Route route;
    private final String database;
    private final PauseLimit pause;

    UnloggedTables(Route route, String database, PauseLimit pause) {
        this.route = route;
        this.database = database;
        this.pause = pause;
    }

    void run() throws SQLException, IOException {
        try (ReadingSession from = ReadingSession.open(route.publisher(), database)) {
            Connection connection = from.connection();
            for (SourceTable table : new TableCatalog(connection, ServerVersion.of(connection), database).read()) {
                if (!table.logged()) {
                    copy(from, table.data());
                }
            }
        }
    }

    private void copy(ReadingSession from, TableData table) throws IOException {
        try (TargetSession to = TargetSession.open(route.subscriber(), database, SETTINGS)) {
            to.execute("BEGIN; DELETE FROM ONLY " + table.sqlName());
            try (CopyIn copy = to.channel().copyIn(table.copyIn())) {
                from.copyOut(table.copyOut(TablePart.WHOLE), (bytes, offset, length) -> {
                    pause.check();
                    copy.write(bytes, offset, length);
                    route.context().progress().advance(table.label(), length);
                });
                copy.finish();
            }
            to.execute("COMMIT");
        } catch (IOException e) {
            throw RestoreErrors.explain("cannot copy table " + table.label(), e);
        }
    }
}
