package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Finds tables that were written to since a snapshot was taken. */
final class SourceChanges {
    private SourceChanges() {}

    /**
     * The tables, as {@code shop.public.orders}.
     *
     * @param connection not in a transaction
     * @param snapshot as {@link SnapshotHolder#state}
     * @param before states of tables before that
     */
    static List<String> find(
            Connection connection, String snapshot, Map<Long, TableState> before, List<SourceTable> tables)
            throws SQLException {
        if (Sql.text(connection, "SELECT txid_current_snapshot()::text").equals(snapshot)) {
            return List.of();
        }
        Map<Long, TableState> now = TableStates.read(connection);
        return tables.stream()
                .filter(table -> !TableStates.of(before, table.oid()).equals(TableStates.of(now, table.oid())))
                .map(table -> table.data().label())
                .toList();
    }
}
