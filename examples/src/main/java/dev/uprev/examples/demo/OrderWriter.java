package dev.uprev.examples.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The service that takes orders. */
final class OrderWriter extends ShopService {
    private static final String ORDER = """
            WITH placed AS (
                INSERT INTO shop.orders (customer)
                SELECT id FROM shop.customers WHERE id = 1 + (random() * 1000)::int RETURNING id),
            lines AS (
                INSERT INTO shop.order_lines (order_id, line, product, quantity, price)
                SELECT placed.id, n, 1 + (random() * 1000)::int, n, 9.99 FROM placed, generate_series(1, 2) n)
            SELECT id FROM placed
            """;

    public static void main(String[] arguments) throws Exception {
        new OrderWriter().run(arguments);
    }

    @Override
    long write(Connection database) throws SQLException {
        try (PreparedStatement order = database.prepareStatement(ORDER);
                ResultSet placed = order.executeQuery()) {
            placed.next();
            return placed.getLong(1);
        }
    }

    @Override
    String kind() {
        return "order";
    }
}
