package dev.uprev.postgresql;

import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.TlsSettings;
import dev.uprev.net.TlsContext;
import dev.uprev.secret.Secret;
import dev.uprev.secret.SecretResolver;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import org.postgresql.Driver;

/**
 * Opens connections to one server, every one with the same settings whatever the server, its databases and its roles
 * have configured, so that values always have the same text. Thread-safe.
 */
final class Connections {
    private static final int CONNECT_SECONDS = 10;
    /** For each answer of the server until the login is complete. */
    private static final int ANSWER_SECONDS = 20;
    /** For each address of the instance. */
    private static final int LOGIN_SECONDS = 30;

    private static final int LONGEST_NAME = 63;

    private final Side side;
    private final Instance instance;
    private final SecretResolver secrets;
    private final ConnectErrors errors;

    Connections(Side side, Instance instance, SecretResolver secrets) {
        this.side = side;
        this.instance = instance;
        this.secrets = secrets;
        this.errors = new ConnectErrors(side, instance);
    }

    Side side() {
        return side;
    }

    Instance instance() {
        return instance;
    }

    /** The database for what concerns the whole server: option {@code database} of the instance, else postgres. */
    String mainDatabase() {
        return instance.option("database").orElse("postgres");
    }

    /**
     * Opens a connection in autocommit mode.
     *
     * @throws dev.uprev.error.UpgradeException as {@link #open(ConnectionRequest)}
     */
    Connection open(String database, String purpose) {
        return open(ConnectionRequest.of(database, purpose));
    }

    /**
     * Opens a connection; the caller closes it.
     *
     * @throws dev.uprev.error.UpgradeException {@code cannot-connect}, {@code host-unknown}, {@code connect-timeout},
     *     {@code login-refused}, {@code database-missing}, {@code tls-refused}, {@code too-many-connections},
     *     {@code server-starting}, {@code pooled-connection}, {@code tls-file-unreadable}, or what the resolver of
     *     secrets throws
     */
    Connection open(ConnectionRequest wanted) {
        Properties properties = properties(wanted);
        try {
            return login(wanted, properties);
        } catch (SQLException e) {
            throw errors.explain(wanted.database(), e);
        } finally {
            forget(properties);
        }
    }

    /**
     * Opens a connection in autocommit mode for a look that changes nothing and waits for nobody's lock for long.
     *
     * @throws dev.uprev.error.UpgradeException as {@link #open(ConnectionRequest)}
     */
    Connection openToLook(String database, String purpose) {
        Connection connection = open(ConnectionRequest.of(database, purpose).readingOnly());
        try {
            SessionSettings.limitLockWaits(connection);
            return connection;
        } catch (SQLException e) {
            close(connection, e);
            throw PgErrors.explain(side, e);
        }
    }

    /**
     * Opens a connection that COPY can be spoken on; the caller closes {@link CopyChannel#connection()}.
     *
     * @throws dev.uprev.error.UpgradeException as {@link #open(ConnectionRequest)}
     */
    CopyChannel openForCopy(ConnectionRequest wanted) {
        Properties properties = properties(wanted);
        try (SocketCapture capture = SocketCapture.begin(properties)) {
            return capture.channel(login(wanted, properties));
        } catch (SQLException e) {
            throw errors.explain(wanted.database(), e);
        } catch (IOException e) {
            throw errors.explain(wanted.database(), new SQLException(e));
        } finally {
            forget(properties);
        }
    }

    private Connection login(ConnectionRequest wanted, Properties properties) throws SQLException {
        Connection connection = Objects.requireNonNull(
                new Driver().connect(url(wanted.database()), properties), "the driver does not know its own URL");
        try {
            SessionSettings.complete(connection);
            connection.setAutoCommit(wanted.autoCommit());
            // From here on a statement may take as long as it wants.
            connection.setNetworkTimeout(Runnable::run, 0);
            return connection;
        } catch (SQLException | RuntimeException e) {
            close(connection, e);
            throw e;
        }
    }

    private static void close(Connection connection, Exception reason) {
        try {
            connection.close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private String url(String database) {
        String addresses = instance.addresses().stream().map(HostPort::toString).collect(Collectors.joining(","));
        return "jdbc:postgresql://" + addresses + "/"
                + URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What the driver is told; to be forgotten, see below. */
    Properties properties(ConnectionRequest wanted) {
        Properties properties = new Properties();
        String name = "uprev " + wanted.purpose();
        properties.setProperty("ApplicationName", name.substring(0, Math.min(name.length(), LONGEST_NAME)));
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_SECONDS));
        // Without it, the driver's thread would wait on when the login has been given up.
        properties.setProperty("socketTimeout", String.valueOf(ANSWER_SECONDS));
        properties.setProperty(
                "loginTimeout",
                String.valueOf(LOGIN_SECONDS * instance.addresses().size()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("options", SessionSettings.startupOptions(wanted.readOnly()));
        if (instance.addresses().size() > 1) {
            properties.setProperty("targetServerType", "primary");
        }
        instance.user().ifPresent(user -> properties.setProperty("user", user));
        properties.setProperty("sslmode", sslMode(instance.tls().mode()));
        instance.password().ifPresent(reference -> {
            try (Secret password = secrets.resolve(reference)) {
                properties.setProperty("password", password.reveal());
            }
        });
        properties.putAll(wanted.properties());
        if (instance.tls().mode() != TlsSettings.Mode.DISABLED) {
            PreparedTlsFactory.lend(TlsContext.of(instance.tls(), secrets), properties);
        }
        return properties;
    }

    private static void forget(Properties properties) {
        PreparedTlsFactory.takeBack(properties);
        properties.clear();
    }

    /** The word of libpq and pgjdbc for a mode. */
    static String sslMode(TlsSettings.Mode mode) {
        return switch (mode) {
            case DISABLED -> "disable";
            case REQUIRED -> "require";
            case VERIFY_AUTHORITY -> "verify-ca";
            case VERIFY_HOST -> "verify-full";
        };
    }
}
