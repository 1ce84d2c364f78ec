package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import java.sql.SQLException;
import java.util.List;

/** Whether a server has connections enough for the jobs. */
final class ConnectionCountCheck {
    /** For pg_dump or pg_restore, for the snapshot or the bookkeeping, and one to spare. */
    private static final int BESIDES_JOBS = 3;

    private ConnectionCountCheck() {}

    static List<Finding> look(Look at) throws SQLException {
        int needed = at.plan().request().transfer().jobs() + BESIDES_JOBS;
        String clients = at.version().isAtLeast(100000) ? " WHERE backend_type = 'client backend'" : "";
        long own = Sql.number(
                at.connection(),
                "SELECT CASE WHEN rolsuper OR rolconnlimit < 0 THEN 1000000 ELSE rolconnlimit END"
                        + " FROM pg_roles WHERE rolname = current_user");
        long most = Math.min(own, mostOfServer(at));
        long used = Sql.number(at.connection(), "SELECT count(*) FROM pg_stat_activity" + clients);
        if (most < needed) {
            return List.of(Finding.blocker(
                    "too-few-connections",
                    "at most " + most + ", needed " + needed,
                    "the server does not take as many connections of this user as the jobs need",
                    "raise max_connections or the role's connection limit, or use fewer jobs"));
        }
        return most - used >= needed
                ? List.of()
                : List.of(Finding.warning(
                        "too-few-connections",
                        used + " of " + most + " in use, needed " + needed,
                        "there may not be as many free connections as the jobs need",
                        "stop what is idle, raise max_connections, or use fewer jobs"));
    }

    private static long mostOfServer(Look at) throws SQLException {
        boolean superuser = Sql.flag(at.connection(), "SELECT rolsuper FROM pg_roles WHERE rolname = current_user");
        String reserved = superuser ? "" : ", 'superuser_reserved_connections', 'reserved_connections'";
        return Sql.number(
                at.connection(),
                "SELECT sum(CASE name WHEN 'max_connections' THEN setting::int8 ELSE -setting::int8 END)"
                        + " FROM pg_settings WHERE name IN ('max_connections'" + reserved + ")");
    }
}
