package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import java.sql.SQLException;
import java.util.List;

/** One question of the preflight to a database or a server, which changes nothing there. */
@FunctionalInterface
interface Check {
    List<Finding> look(Look at) throws SQLException;
}
