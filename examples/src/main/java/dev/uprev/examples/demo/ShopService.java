package dev.uprev.examples.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A service of the shop as a process of its own, like any other application: it reads in its configuration file where
 * the database is, writes one thing after the other, and keeps a ledger of what was acknowledged. It ends in good order
 * when its standard input does, so it never outlives whoever started it.
 *
 * @param <C> a connection to the database
 */
abstract class ShopService<C extends AutoCloseable> {
    private static final long PAUSE_MILLIS = 4;

    abstract C connect(Properties configuration) throws Exception;

    /**
     * Writes one thing, and returns when the database has said that it is written.
     *
     * @return its id
     */
    abstract long write(C database) throws Exception;

    /** What it writes, in the plural. */
    abstract String kind();

    /** Runs until standard input ends; arguments: configuration file, ledger. */
    void run(String[] arguments) throws Exception {
        Properties configuration = configuration(Path.of(arguments[0]));
        int port = Integer.parseInt(configuration.getProperty("port"));
        CountDownLatch end = new CountDownLatch(1);
        Thread waiter = new Thread(() -> awaitEndOfInput(end), "end-of-input");
        waiter.setDaemon(true);
        waiter.start();
        C database = connect(configuration);
        try (Ledger ledger = new Ledger(Path.of(arguments[1]))) {
            while (!end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                ledger.add(new Ledger.Entry(port, kind(), write(database)));
            }
        } finally {
            database.close();
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
