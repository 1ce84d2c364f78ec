package dev.uprev.examples.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A service of the shop on PostgreSQL: each thing that it writes is a transaction. */
abstract class SqlService extends ShopService<Connection> {
    @Override
    final Connection connect(Properties configuration) throws SQLException {
        Connection database = DriverManager.getConnection("jdbc:postgresql://%s:%s/%s?user=%s&ApplicationName=%s"
                .formatted(
                        configuration.getProperty("host"),
                        configuration.getProperty("port"),
                        SqlShop.DATABASE,
                        SqlShop.SERVICES_USER,
                        kind()));
        database.setAutoCommit(false);
        return database;
    }

    @Override
    final long write(Connection database) throws SQLException {
        long id = insert(database);
        database.commit();
        return id;
    }

    /** Returns the id that the database has given. */
    abstract long insert(Connection database) throws SQLException;
}
