package dev.uprev.examples.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The service that books payments, each for the newest order. */
final class SqlPayments extends SqlService {
    private static final String PAYMENT = """
            INSERT INTO shop.payments (order_id, amount)
            SELECT id, 19.98 FROM shop.orders ORDER BY id DESC LIMIT 1
            RETURNING invoice
            """;

    public static void main(String[] arguments) throws Exception {
        new SqlPayments().run(arguments);
    }

    @Override
    long insert(Connection database) throws SQLException {
        try (PreparedStatement payment = database.prepareStatement(PAYMENT);
                ResultSet booked = payment.executeQuery()) {
            booked.next();
            return booked.getLong(1);
        }
    }

    @Override
    String kind() {
        return "payments";
    }
}
