package dev.uprev.postgresql;

import dev.uprev.transfer.Crew;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/** Rows read from a server, on a connection of their own each time. */
final class ServerRows {
    private ServerRows() {}

    /** All rows of a table. */
    static TableRows of(Connections connections, TableData table, Optional<String> snapshot, Crew crew) {
        return rows -> withSession(connections, table.database(), snapshot, crew, session -> {
            session.copyOut(table.copyOut(TablePart.WHOLE), new RowReader(table, rows).copied());
        });
    }

    /** The large objects of a database. */
    static TableRows ofLargeObjects(Connections connections, String database, Crew crew) {
        return rows -> withSession(connections, database, Optional.empty(), crew, session -> {
            for (LargeObjectReader.Range range : LargeObjectReader.divide(session.connection(), 1)) {
                new LargeObjectReader(session.connection(), session::copyOut).read(range, new LargeObjectRows(rows));
            }
        });
    }

    private interface Use {
        void with(ReadingSession session) throws SQLException, IOException;
    }

    private static void withSession(
            Connections connections, String database, Optional<String> snapshot, Crew crew, Use use) {
        try (ReadingSession session = ReadingSession.open(connections, database, snapshot)) {
            crew.watch(session);
            try {
                use.with(session);
            } finally {
                crew.unwatch(session);
            }
        } catch (SQLException e) {
            throw PgErrors.explain(connections.side(), e);
        } catch (IOException e) {
            throw PgErrors.explain(connections.side(), e);
        }
    }
}
