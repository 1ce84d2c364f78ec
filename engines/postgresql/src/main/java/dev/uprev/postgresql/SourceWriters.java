package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Tells whether the server has counted all that was written to a database. A session reports what it has written when
 * it ends, and at times before that; from version 15 on at the latest when it was idle for ten seconds.
 */
final class SourceWriters {
    private static final String OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND pid <> pg_backend_pid() AND coalesce(application_name, '') NOT LIKE 'uprev %'";

    /** Those do not write rows of users, or belong to a session that is seen itself. */
    private static final String NO_HELPERS =
            " AND backend_type NOT IN ('autovacuum worker', 'parallel worker', 'walsender')";

    /** The same before version 10. */
    private static final String NO_AUTOVACUUM = " AND coalesce(query, '') NOT LIKE 'autovacuum:%'";

    private static final String NOT_IDLE =
            " AND NOT (coalesce(state, '') = 'idle' AND state_change < now() - interval '15 s')";

    private static final String PREPARED = "SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database()";

    private SourceWriters() {}

    /** Whether nobody is connected who could have something to report. */
    static boolean haveReported(Connection connection, ServerVersion version) throws SQLException {
        String others = OTHERS
                + (version.isAtLeast(100000) ? NO_HELPERS : NO_AUTOVACUUM)
                + (version.isAtLeast(150000) ? NOT_IDLE : "");
        return Sql.number(connection, others) == 0 && Sql.number(connection, PREPARED) == 0;
    }
}
