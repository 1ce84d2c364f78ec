package dev.uprev.examples.demo;

import dev.uprev.model.Instance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Compares what the services were told is safe with what the new server has.
 *
 * @param byOld how many writes the old server has acknowledged
 * @param byNew how many writes the new server has acknowledged
 * @param found how many of them all the new server has
 */
record Proof(long byOld, long byNew, long found) {
    private static final String ORDERS =
            "SELECT count(*) FROM unnest(?) acknowledged JOIN shop.orders ON orders.id = acknowledged";
    private static final String PAYMENTS =
            "SELECT count(*) FROM unnest(?) acknowledged JOIN shop.payments ON payments.invoice = acknowledged";

    long acknowledged() {
        return byOld + byNew;
    }

    long missing() {
        return acknowledged() - found;
    }

    static Proof orders(List<Ledger.Entry> ledgers, Instance server) throws SQLException {
        return of("order", ledgers, ORDERS, server);
    }

    static Proof payments(List<Ledger.Entry> ledgers, Instance server) throws SQLException {
        return of("payment", ledgers, PAYMENTS, server);
    }

    private static Proof of(String kind, List<Ledger.Entry> ledgers, String query, Instance server)
            throws SQLException {
        List<Ledger.Entry> writes =
                ledgers.stream().filter(entry -> entry.kind().equals(kind)).toList();
        long byNew = writes.stream()
                .filter(entry -> entry.port() == server.address().port())
                .count();
        try (Connection connection = Shop.connect(server);
                PreparedStatement statement = connection.prepareStatement(query)) {
            Object[] ids = writes.stream().map(Ledger.Entry::id).toArray();
            statement.setArray(1, connection.createArrayOf("bigint", ids));
            try (ResultSet count = statement.executeQuery()) {
                count.next();
                return new Proof(writes.size() - byNew, byNew, count.getLong(1));
            }
        }
    }
}
