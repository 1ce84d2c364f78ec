package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.TlsSettings;
import dev.uprev.net.NetworkErrors;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;

/**
 * Says why a connection could not be opened, by the codes of the server and the exceptions of the network.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error codes</a>
 */
final class ConnectErrors {
    private final Side side;
    private final Instance instance;

    ConnectErrors(Side side, Instance instance) {
        this.side = side;
        this.instance = instance;
    }

    UpgradeException explain(String database, SQLException error) {
        String state = Objects.requireNonNullElse(error.getSQLState(), "");
        String message = PgErrors.primaryMessage(error);
        // PgBouncer and its like take few parameters of the login, and Amazon RDS Proxy no options.
        if (message.contains("startup parameter") || message.contains("command-line options")) {
            return failed("pooled-connection")
                    .seen(message)
                    .why("a connection pooler is between here and the server")
                    .cause(error)
                    .fix("give the address of the PostgreSQL server itself");
        }
        return switch (state) {
            case "28000", "28P01", "42501" -> loginRefused(database, message, error);
            case "3D000" ->
                failed("database-missing")
                        .seen(database)
                        .why("the server has no database of that name")
                        .cause(error)
                        .fix("name a database that exists, by the option \"databases\" of the request or"
                                + " \"database\" of the instance");
            case "55000" ->
                failed("database-closed")
                        .seen(message)
                        .why("the database takes no connections")
                        .cause(error)
                        .fix("ALTER DATABASE ... ALLOW_CONNECTIONS true, or leave it out by the option \"databases\"");
            case "53300" ->
                failed("too-many-connections")
                        .seen(message)
                        .why("all connections that the server, database or role may have are in use")
                        .cause(error)
                        .fix("end idle sessions, raise max_connections or the connection limit, or use fewer jobs");
            case "57P03" ->
                failed("server-starting")
                        .seen(message)
                        .why("the server starts, stops or recovers just now")
                        .cause(error)
                        .fix("wait until it takes connections, and try again");
            default -> NetworkErrors.explain(cannotConnect(), instance, error);
        };
    }

    private UpgradeException loginRefused(String database, String message, SQLException error) {
        boolean noTls = instance.tls().mode() == TlsSettings.Mode.DISABLED;
        String lower = message.toLowerCase(Locale.ROOT);
        if (noTls && (lower.contains("ssl off") || lower.contains("no encryption"))) {
            return failed("login-refused")
                    .seen(message)
                    .why("pg_hba.conf has no line for this user, database and address without TLS")
                    .cause(error)
                    .fix("set TLS for the instance if the server asks for it, or have a line added to pg_hba.conf");
        }
        String user = instance.user().orElse("(the user of this process)");
        return failed("login-refused")
                .seen(message)
                .why("user \"" + user + "\" may not log in to database \"" + database + "\""
                        + (instance.password().isEmpty() ? ", and no password is configured" : ""))
                .cause(error)
                .fix("check the user, the password that "
                        + instance.password().map(Object::toString).orElse("env:NAME or file:PATH")
                        + " refers to, pg_hba.conf, and the CONNECT privilege");
    }

    private UpgradeException.Builder failed(String code) {
        return UpgradeException.failed(code, cannotConnect());
    }

    private String cannotConnect() {
        return "cannot connect to the " + side + ", " + instance;
    }
}
