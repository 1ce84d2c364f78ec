package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Tells which tables of a database were written to since its snapshot was taken.
 *
 * @param snapshot as {@link SnapshotHolder#state}
 * @param before states of tables before that, see {@link QuietCounts}
 */
record SourceChanges(String database, String snapshot, Map<Long, TableState> before, List<SourceTable> tables) {
    /** The tables, as {@code shop.public.orders}. */
    List<String> find(Connections connections) throws SQLException {
        try (Connection connection =
                connections.open(ConnectionRequest.of(database, "dump").readingOnly())) {
            if (SnapshotHolder.current(connection).equals(snapshot)) {
                return List.of();
            }
            Map<Long, TableState> now = TableStates.read(connection);
            return tables.stream()
                    .filter(table -> !TableStates.of(before, table.oid()).equals(TableStates.of(now, table.oid())))
                    .map(table -> table.data().label())
                    .toList();
        }
    }
}
