package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Removes what a replication has made on the servers; what is not there, or in no database any more, is no error. */
final class Replica {
    private static final String DATABASES = "SELECT datname FROM pg_database WHERE datallowconn";

    private Replica() {}

    /** Removes the subscriptions of a direction. */
    static void dropSubscriptions(Route route) {
        inEach(
                route,
                route.subscriber(),
                (connection, database) -> Subscription.drop(connection, route.link(database)));
    }

    /** Removes the slots of a direction. */
    static void dropSlots(Route route) {
        inEach(
                route,
                route.publisher(),
                (connection, database) -> ReplicationSlot.drop(connection, route.link(database)));
    }

    /** Removes all that the publisher of a direction has. */
    static void unpublish(Route route) {
        dropSlots(route);
        inEach(route, route.publisher(), (connection, database) -> {
            Publication.drop(connection, route.names().publication());
            Marker.drop(connection);
        });
    }

    /** What is done in a database. */
    @FunctionalInterface
    interface Removal {
        void in(Connection connection, String database) throws SQLException;
    }

    /** Whether any database has its subscription. */
    static boolean hasSubscriptions(Route route) {
        AtomicBoolean found = new AtomicBoolean();
        inEach(route, route.subscriber(), (connection, database) -> {
            if (Subscription.isThere(connection, route.link(database))) {
                found.set(true);
            }
        });
        return found.get();
    }

    /** Does something in each database of the run that a server has. */
    static void inEach(Route route, Connections connections, Removal removal) {
        try {
            List<String> databases = route.databases();
            Set<String> there = new HashSet<>();
            try (Connection main = connections.open(connections.mainDatabase(), "cleanup")) {
                there.addAll(Sql.texts(main, DATABASES));
            }
            for (String database : databases) {
                if (there.contains(database)) {
                    try (Connection connection = connections.open(database, "cleanup")) {
                        removal.in(connection, database);
                    }
                }
            }
        } catch (SQLException e) {
            throw PgErrors.explain(connections.side(), e);
        }
    }
}
