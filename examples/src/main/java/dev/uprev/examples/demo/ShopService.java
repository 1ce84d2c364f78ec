package dev.uprev.examples.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A service of the shop as a process of its own, like any other application: it reads in its configuration file where
 * the database is, writes one thing after the other, and keeps a ledger of what was acknowledged. It ends in good order
 * when its standard input does, so it never outlives whoever started it.
 */
abstract class ShopService {
    private static final long PAUSE_MILLIS = 4;

    /**
     * Writes one thing in one transaction, which is committed by the caller.
     *
     * @return its id
     */
    abstract long write(Connection database) throws SQLException;

    /** What it writes. */
    abstract String kind();

    /** Runs until standard input ends; arguments: configuration file, ledger. */
    void run(String[] arguments) throws IOException, SQLException, InterruptedException {
        Properties configuration = configuration(Path.of(arguments[0]));
        int port = Integer.parseInt(configuration.getProperty("port"));
        CountDownLatch end = new CountDownLatch(1);
        Thread waiter = new Thread(() -> awaitEndOfInput(end), "end-of-input");
        waiter.setDaemon(true);
        waiter.start();
        try (Connection database = DriverManager.getConnection("jdbc:postgresql://%s:%d/%s?user=%s&ApplicationName=%s"
                        .formatted(
                                configuration.getProperty("host"),
                                port,
                                configuration.getProperty("database"),
                                configuration.getProperty("user"),
                                kind()));
                Ledger ledger = new Ledger(Path.of(arguments[1]))) {
            database.setAutoCommit(false);
            while (!end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                long id = write(database);
                database.commit();
                ledger.add(new Ledger.Entry(port, kind(), id));
            }
        }
    }

    private static Properties configuration(Path file) throws IOException {
        Properties configuration = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            configuration.load(reader);
        }
        return configuration;
    }

    private static void awaitEndOfInput(CountDownLatch end) {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // as good as its end
        }
        end.countDown();
    }
}
