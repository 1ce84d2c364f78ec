package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.compat.Severity;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Types and features that a release on the way does not have any more, and that objects of users need.
 *
 * @see <a href="https://www.postgresql.org/docs/release/">Release notes, section "Migration" of each major</a>
 */
final class RemovedFeatureChecks {
    private static final String COLUMNS_OF_TYPE = "SELECT " + Look.NAME + " || '.' || quote_ident(a.attname)"
            + Look.RELATIONS + "JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
            + " WHERE c.relkind IN ('r', 'p', 'm', 'c', 'f', 'v') AND a.atttypid IN (%s)";

    private static final String FUNCTION_NAME =
            "'function ' || quote_ident(n.nspname) || '.' || quote_ident(p.proname)";

    private static final String FUNCTIONS = " FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace AND "
            + Look.OF_USERS.formatted("n") + " ";

    /** abstime, reltime, tinterval and arrays of them, domains over these included. */
    private static final String TIMES = "702, 703, 704, 1023, 1024, 1025";

    /** Built-in functions whose polymorphic arguments became another kind of polymorphic in 14. */
    private static final String CHANGED_IN_14 = "SELECT oid FROM pg_proc WHERE pronamespace = 11 AND proname IN"
            + " ('array_append', 'array_cat', 'array_position', 'array_positions', 'array_prepend', 'array_remove',"
            + " 'array_replace', 'width_bucket')";

    /** anyelement, anyarray and anynonarray. */
    private static final String POLYMORPHIC = "2283, 2277, 2776";

    /** What is looked for when an upgrade passes from before a release to it or a later one. */
    private record Feature(String since, String code, Severity severity, String sql, String why, String remedy) {}

    private static final List<Feature> FEATURES = List.of(
            new Feature(
                    "10",
                    "unknown-type",
                    Severity.BLOCKER,
                    COLUMNS_OF_TYPE.replace(", 'v'", "").formatted("705"),
                    "columns of type unknown are refused from PostgreSQL 10 on",
                    "ALTER TABLE ... ALTER COLUMN ... TYPE text on the source"),
            new Feature(
                    "12",
                    "with-oids",
                    Severity.WARNING,
                    "SELECT " + Look.NAME + Look.RELATIONS + "WHERE c.relkind = 'r' AND c.relhasoids",
                    "tables WITH OIDS do not exist from PostgreSQL 12 on: their column oid will not be on the target",
                    "ALTER TABLE ... SET WITHOUT OIDS, or first copy the oids that somebody needs to a real column"),
            new Feature(
                    "12",
                    "removed-type",
                    Severity.BLOCKER,
                    COLUMNS_OF_TYPE.formatted(TIMES) + " UNION ALL SELECT 'domain ' || format_type(t.oid, NULL)"
                            + " FROM pg_type AS t WHERE t.typtype = 'd' AND t.typbasetype IN (" + TIMES + ")"
                            + " UNION ALL SELECT " + FUNCTION_NAME + FUNCTIONS + "WHERE p.prorettype IN (" + TIMES
                            + ") OR p.proargtypes::oid[] && ARRAY[" + TIMES + "]::oid[]",
                    "the types abstime, reltime and tinterval do not exist from PostgreSQL 12 on",
                    "change these to timestamptz, interval or tstzrange on the source"),
            new Feature(
                    "13",
                    "opaque-function",
                    Severity.BLOCKER,
                    "SELECT " + FUNCTION_NAME + FUNCTIONS
                            + "WHERE p.prorettype = 2282 OR p.proargtypes::oid[] && ARRAY[2282]::oid[]",
                    "the pseudo-type opaque does not exist from PostgreSQL 13 on",
                    "declare them again with the proper type, such as RETURNS trigger or cstring"),
            new Feature(
                    "14",
                    "postfix-operator",
                    Severity.BLOCKER,
                    "SELECT quote_ident(n.nspname) || '.' || o.oprname || ' (' || format_type(o.oprleft, NULL) || ')'"
                            + " FROM pg_operator AS o JOIN pg_namespace AS n ON n.oid = o.oprnamespace"
                            + " WHERE o.oprright = 0 AND o.oid >= " + Look.FIRST_OF_USERS,
                    "operators behind their operand do not exist from PostgreSQL 14 on",
                    "DROP OPERATOR ... on the source, after what uses it was changed to call the function"),
            new Feature(
                    "14",
                    "polymorphic-function",
                    Severity.BLOCKER,
                    "SELECT 'aggregate ' || p.oid::regprocedure FROM pg_aggregate AS a"
                            + " JOIN pg_proc AS p ON p.oid = a.aggfnoid WHERE p.oid >= " + Look.FIRST_OF_USERS
                            + " AND a.aggtranstype IN (" + POLYMORPHIC + ") AND (a.aggtransfn IN (" + CHANGED_IN_14
                            + ") OR a.aggfinalfn IN (" + CHANGED_IN_14 + "))"
                            + " UNION ALL SELECT 'operator ' || o.oid::regoperator FROM pg_operator AS o"
                            + " WHERE o.oid >= " + Look.FIRST_OF_USERS + " AND o.oprcode IN (" + CHANGED_IN_14
                            + ") AND (o.oprleft IN (" + POLYMORPHIC + ") OR o.oprright IN (" + POLYMORPHIC + "))",
                    "array_append and its like take anycompatiblearray instead of anyarray from PostgreSQL 14 on, so"
                            + " that these cannot be created there",
                    "drop them on the source and create them again on the target, with anycompatiblearray and"
                            + " anycompatible"),
            new Feature(
                    "14",
                    "user-conversion",
                    Severity.BLOCKER,
                    "SELECT quote_ident(n.nspname) || '.' || quote_ident(k.conname) FROM pg_conversion AS k"
                            + " JOIN pg_namespace AS n ON n.oid = k.connamespace WHERE k.conproc::oid >= "
                            + Look.FIRST_OF_USERS,
                    "functions of encoding conversions have other arguments from PostgreSQL 14 on",
                    "DROP CONVERSION ... on the source"));

    private RemovedFeatureChecks() {}

    static List<Check> all() {
        return List.of(RemovedFeatureChecks::features, RemovedBuiltins::look);
    }

    private static List<Finding> features(Look at) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (Feature feature : FEATURES) {
            if (at.crosses(feature.since())) {
                Listing found = at.listing(feature.sql());
                if (!found.isEmpty()) {
                    findings.add(new Finding(
                            feature.code(),
                            feature.severity(),
                            at.seen(found),
                            feature.why(),
                            feature.remedy(),
                            Optional.of(ReleaseNotes.of(feature.since()))));
                }
            }
        }
        return findings;
    }
}
