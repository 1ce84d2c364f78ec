package dev.uprev.postgresql;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What tells one server from all others and survives its restarts: the system identifier that initdb gave to the
 * cluster, and the port. Copies of a cluster share the identifier; the port tells those apart that run on one machine.
 *
 * <p>Before 9.6, only superusers can read the identifier. To others such a server is known by the address and port that
 * it says it listens at, which another server may have later.
 *
 * @see <a href="https://www.postgresql.org/docs/current/functions-info.html">pg_control_system</a>
 */
final class ServerIdentity {
    private static final String PORT = "current_setting('port')";

    private ServerIdentity() {}

    static String of(Connection connection, ServerVersion version, boolean superuser) throws SQLException {
        if (version.isAtLeast(90600)) {
            return Sql.text(connection, "SELECT system_identifier || '/' || " + PORT + " FROM pg_control_system()");
        }
        Optional<String> identifier = superuser ? fromControlFile(connection) : Optional.empty();
        return identifier.isPresent()
                ? identifier.get() + "/" + Sql.text(connection, "SELECT " + PORT)
                : Sql.text(connection, "SELECT coalesce(host(inet_server_addr()), 'local') || '/' || " + PORT);
    }

    /** The control file begins with it, as an integer of eight bytes in the byte order of the machine. */
    private static Optional<String> fromControlFile(Connection connection) throws SQLException {
        byte[] bytes =
                Sql.one(connection, "SELECT pg_read_binary_file('global/pg_control', 0, 8)", row -> row.getBytes(1));
        if (bytes.length != Long.BYTES) {
            return Optional.empty();
        }
        byte[] bigEndian = new byte[Long.BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            bigEndian[i] = bytes[Long.BYTES - 1 - i];
        }
        return Optional.of(new BigInteger(1, bigEndian).toString());
    }
}
