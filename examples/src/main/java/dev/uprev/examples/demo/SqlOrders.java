package dev.uprev.examples.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

/** The service that takes orders. */
final class SqlOrders extends SqlService {
    private static final int CUSTOMERS = 100;
    private static final int PRODUCTS = 2000;
    private static final String ORDER = "INSERT INTO shop.orders (customer) VALUES (?) RETURNING id";
    private static final String LINE =
            "INSERT INTO shop.order_lines (order_id, line, product, quantity, price) VALUES (?, 1, ?, 2, 9.99)";

    public static void main(String[] arguments) throws Exception {
        new SqlOrders().run(arguments);
    }

    @Override
    long insert(Connection database) throws SQLException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        try (PreparedStatement order = database.prepareStatement(ORDER);
                PreparedStatement line = database.prepareStatement(LINE)) {
            order.setInt(1, random.nextInt(CUSTOMERS) + 1);
            long id;
            try (ResultSet placed = order.executeQuery()) {
                placed.next();
                id = placed.getLong(1);
            }
            line.setLong(1, id);
            line.setInt(2, random.nextInt(PRODUCTS) + 1);
            line.executeUpdate();
            return id;
        }
    }

    @Override
    String kind() {
        return "orders";
    }
}
