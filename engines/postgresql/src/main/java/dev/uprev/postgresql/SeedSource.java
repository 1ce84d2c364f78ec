package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Side;
import dev.uprev.transfer.Crew;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A database of the source at the moment of the seed: its tables are published and locked against changes of their
 * definition, a slot has all changes from now on, and the snapshot shows all that was before. For one thread.
 */
final class SeedSource implements AutoCloseable {
    private static final int ATTEMPTS = 5;

    private final String database;
    private final SnapshotHolder locks;
    private final ReplicationSlot slot;
    private final SnapshotSession session;

    private SeedSource(String database, SnapshotHolder locks, ReplicationSlot slot, SnapshotSession session) {
        this.database = database;
        this.locks = locks;
        this.slot = slot;
        this.session = session;
    }

    /**
     * Publishes the database.
     *
     * @throws UpgradeException {@code source-schema-changing} when tables come and go all the time
     */
    static SeedSource open(Route route, String database) throws Exception {
        try (Connection connection = route.publisher().open(database, "seed")) {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                String publication = route.names().publication();
                Marker.create(connection);
                Publication.drop(connection, publication);
                Publication.create(connection, publication, tables(connection, database));
                SeedSource source = open(route, database, route.link(database));
                if (source.isAllPublished(publication)) {
                    return source;
                }
                source.close();
                ReplicationSlot.drop(connection, route.link(database));
            }
        } catch (SQLException e) {
            throw PgErrors.explain(Side.SOURCE, e);
        }
        throw UpgradeException.failed("source-schema-changing", "cannot hold the tables of a database still")
                .seen(database)
                .why("in each of " + ATTEMPTS + " attempts a table was created or dropped")
                .fix("stop what creates and drops tables there, and resume");
    }

    private static SeedSource open(Route route, String database, String link) throws Exception {
        SnapshotHolder locks = SnapshotHolder.open(route.publisher(), database);
        try {
            ReplicationSlot slot = ReplicationSlot.open(route.publisher(), database);
            try {
                Crew crew = new Crew(route.context());
                crew.watch(slot);
                crew.start("seed-slot", () -> slot.create(link));
                crew.await();
                return new SeedSource(
                        database, locks, slot, SnapshotSession.open(route.publisher(), database, slot.snapshot()));
            } catch (Exception e) {
                slot.close();
                throw e;
            }
        } catch (Exception e) {
            locks.close();
            throw e;
        }
    }

    /** Whether what the snapshot sees is what is locked and published. */
    private boolean isAllPublished(String publication) throws SQLException {
        Set<String> seen = new HashSet<>(TableCatalog.names(connection()));
        Set<String> logged = new HashSet<>();
        tables().stream()
                .filter(SourceTable::logged)
                .forEach(table -> logged.add(table.data().sqlName()));
        return seen.equals(new HashSet<>(TableCatalog.names(locks.connection())))
                && logged.equals(new HashSet<>(Publication.tables(connection(), publication)));
    }

    String database() {
        return database;
    }

    /** What others name the snapshot by. */
    String snapshot() {
        return slot.snapshot();
    }

    /** A connection that sees the snapshot. */
    Connection connection() {
        return session.connection();
    }

    /** All tables with rows. */
    List<SourceTable> tables() throws SQLException {
        return tables(connection(), database);
    }

    private static List<SourceTable> tables(Connection connection, String database) throws SQLException {
        return new TableCatalog(connection, ServerVersion.of(connection), database).read();
    }

    /** Lets go of snapshot and locks; the slot and the publication stay. */
    @Override
    public void close() throws SQLException {
        try (locks;
                slot) {
            session.close();
        }
    }
}
