package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The replication of one database, as it is looked at from both ends: one connection to each, kept open. For one
 * thread.
 */
final class Link implements AutoCloseable {
    private static final String SLOT = "SELECT (pg_current_wal_lsn() - confirmed_flush_lsn)::int8 AS behind,"
            + " (confirmed_flush_lsn - '0/0')::int8 AS confirmed, active FROM pg_replication_slots WHERE slot_name = ?";

    /** A message that nobody listens to, committed as any change is. */
    private static final String FLUSH = "SELECT (pg_logical_emit_message(true, 'uprev', '') - '0/0')::int8";

    private final Route route;
    private final String database;
    private final String name;
    private final Connection publisher;
    private final Connection subscriber;

    private Link(Route route, String database, Connection publisher, Connection subscriber) {
        this.route = route;
        this.database = database;
        this.name = route.link(database);
        this.publisher = publisher;
        this.subscriber = subscriber;
    }

    static Link open(Route route, String database) throws SQLException {
        Connection publisher = route.publisher().open(database, "replication");
        try {
            return new Link(route, database, publisher, route.subscriber().open(database, "replication"));
        } catch (RuntimeException e) {
            publisher.close();
            throw e;
        }
    }

    /**
     * What the publisher knows of the slot.
     *
     * @param behind bytes of its log that the subscriber has not confirmed
     * @param confirmed the position up to which it has
     * @param isActive whether anybody reads from it
     */
    record Slot(long behind, long confirmed, boolean isActive) {}

    /** The slot; absent where it is gone. */
    Optional<Slot> slot() throws SQLException {
        return Sql.list(publisher, SLOT, row -> new Slot(row.getLong(1), row.getLong(2), row.getBoolean(3)), name)
                .stream()
                .findFirst();
    }

    /**
     * Has all that was written on both sides until now forced to their disks, and tells where the publisher's log is
     * then. The server confirms what has arrived when it is on the disk, and without this it would take its time.
     */
    long flush() throws SQLException {
        Sql.number(subscriber, FLUSH);
        return Sql.number(publisher, FLUSH);
    }

    /** How far behind the last beat that has arrived is, in seconds by the publisher's clock. */
    Optional<Double> secondsBehind() throws SQLException {
        Optional<String> beat = Marker.read(subscriber, Marker.BEAT);
        if (beat.isEmpty()) {
            return Optional.empty();
        }
        String now = Sql.text(publisher, "SELECT extract(epoch FROM clock_timestamp())::text");
        return Optional.of(Math.max(0, Double.parseDouble(now) - Double.parseDouble(beat.get())));
    }

    Route route() {
        return route;
    }

    String database() {
        return database;
    }

    /** Of the slot and of the subscription. */
    String name() {
        return name;
    }

    Connection publisher() {
        return publisher;
    }

    Connection subscriber() {
        return subscriber;
    }

    @Override
    public void close() throws SQLException {
        try (publisher) {
            subscriber.close();
        }
    }
}
