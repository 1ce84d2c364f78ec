package dev.uprev.postgresql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** Replaces the large objects of a database by those of another. For one thread. */
final class LargeObjectCopy {
    /** Each is a lock of the transaction. */
    private static final int AT_ONCE = 1000;

    private static final String DROP = "SELECT count(lo_unlink(oid)) FROM (SELECT oid FROM pg_largeobject_metadata"
            + " LIMIT " + AT_ONCE + ") AS o";

    private final Route route;
    private final String database;
    private final PauseLimit pause;

    LargeObjectCopy(Route route, String database, PauseLimit pause) {
        this.route = route;
        this.database = database;
        this.pause = pause;
    }

    void run(Connection to) throws SQLException, IOException {
        while (Sql.number(to, DROP) == AT_ONCE) {
            pause.check();
        }
        try (ReadingSession from = ReadingSession.open(route.publisher(), database)) {
            long count = Sql.number(from.connection(), "SELECT count(*) FROM pg_largeobject_metadata");
            for (LargeObjectReader.Range range :
                    LargeObjectReader.divide(from.connection(), (int) (1 + count / AT_ONCE))) {
                copy(from, range, to);
            }
        }
    }

    private void copy(ReadingSession from, LargeObjectReader.Range range, Connection to)
            throws SQLException, IOException {
        to.setAutoCommit(false);
        try {
            LargeObjectWriter writer = new LargeObjectWriter(to, bytes -> {
                pause.check();
                route.context().progress().advance(database + " large objects", bytes);
            });
            new LargeObjectReader(from.connection(), from::copyOut).read(range, writer);
            for (LargeObjectProperties object : LargeObjectCatalog.list(from.connection(), range)) {
                for (String statement : LargeObjectOwners.statements(object)) {
                    Sql.execute(to, statement);
                }
            }
            to.commit();
        } catch (LargeObjectWriter.WriteException e) {
            throw e.reason();
        } finally {
            to.rollback();
            to.setAutoCommit(true);
        }
    }
}
