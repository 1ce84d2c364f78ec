package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a database needs when pg_upgrade has made it anew. */
final class DatabaseCompletion {
    private static final String OUTDATED = "SELECT name, installed_version || ' -> ' || default_version"
            + " FROM pg_available_extensions WHERE installed_version <> default_version ORDER BY name";

    /** pg_upgrade marks hash indexes of 9.6 and before as invalid, because their format has changed. */
    private static final String HASH_INDEXES = "SELECT " + Look.NAME + Look.RELATIONS
            + "JOIN pg_index AS i ON i.indexrelid = c.oid AND NOT i.indisvalid"
            + " JOIN pg_am AS a ON a.oid = c.relam AND a.amname = 'hash' ORDER BY 1";

    /** Indexes on texts whose collation sorts otherwise than when they were made. */
    private static final String COLLATIONS = "SELECT DISTINCT " + Look.NAME + Look.RELATIONS
            + "JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid"
            + " AND d.refclassid = 'pg_collation'::regclass JOIN pg_collation AS k ON k.oid = d.refobjid"
            + " WHERE c.relkind = 'i' AND k.collversion <> pg_collation_actual_version(k.oid)";

    /** The same, where it is the database's own collation, which is nobody's dependency. */
    private static final String DEFAULT_COLLATION = "SELECT " + Look.NAME + Look.RELATIONS
            + "JOIN pg_index AS i ON i.indexrelid = c.oid AND 'pg_catalog.\"default\"'::regcollation = ANY (i.indcollation)"
            + " JOIN pg_database AS b ON b.datname = current_database()"
            + " AND b.datcollversion <> pg_database_collation_actual_version(b.oid)";

    private static final int KNOWS_COLLATION_VERSIONS = 100000;
    private static final int KNOWS_VERSIONS_OF_DATABASES = 150000;

    private DatabaseCompletion() {}

    /** Makes hash indexes valid again, without which they are as good as missing. */
    static void rebuildHashIndexes(Connection connection) throws SQLException {
        for (String index : Sql.texts(connection, HASH_INDEXES)) {
            Sql.execute(connection, "REINDEX INDEX " + index);
        }
    }

    /** Does what can be done; the findings say what was done and what was not. */
    static List<Finding> run(Connection connection, String database) throws SQLException {
        List<Finding> findings = new ArrayList<>(updateExtensions(connection, database));
        ServerVersion version = ServerVersion.of(connection);
        if (version.isAtLeast(KNOWS_COLLATION_VERSIONS)) {
            nameIndexes(connection, database, COLLATIONS, "ALTER COLLATION ... REFRESH VERSION")
                    .ifPresent(findings::add);
        }
        if (version.isAtLeast(KNOWS_VERSIONS_OF_DATABASES)) {
            nameIndexes(connection, database, DEFAULT_COLLATION, "ALTER DATABASE ... REFRESH COLLATION VERSION")
                    .ifPresent(findings::add);
        }
        return findings;
    }

    private static Optional<Finding> nameIndexes(Connection connection, String database, String sql, String refresh)
            throws SQLException {
        Listing found = Listing.query(connection, sql);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.warning(
                        "collation-changed",
                        "database " + database + ": " + found,
                        "the collation of these indexes is of another version than when they were made, and may sort"
                                + " otherwise",
                        "REINDEX these, or REINDEX DATABASE " + SqlNames.identifier(database) + ", then " + refresh));
    }

    private static List<Finding> updateExtensions(Connection connection, String database) throws SQLException {
        Map<String, String> outdated = new TreeMap<>();
        Sql.list(connection, OUTDATED, row -> outdated.put(row.getString(1), row.getString(2)));
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<String, String> extension : outdated.entrySet()) {
            String name = SqlNames.identifier(extension.getKey());
            String seen = "database " + database + ": " + extension.getKey() + " " + extension.getValue();
            try {
                Sql.execute(connection, "ALTER EXTENSION " + name + " UPDATE");
                findings.add(Finding.info("extension-updated", seen, "the new server has a later version of it", ""));
            } catch (SQLException e) {
                if (PgErrors.isLost(e)) {
                    throw e;
                }
                findings.add(Finding.warning(
                        "extension-not-updated",
                        seen,
                        "it stays as it was: " + PgErrors.primaryMessage(e),
                        "see its own guide, then ALTER EXTENSION " + name + " UPDATE"));
            }
        }
        return findings;
    }
}
