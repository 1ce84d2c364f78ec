package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.compat.Severity;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a database holds that pg_upgrade refuses. The files of tables go over as they are, so what is in them must mean
 * the same to the new release: the forms of values, and the OIDs of what they name.
 *
 * @see <a href="https://www.postgresql.org/docs/current/pgupgrade.html">pg_upgrade, notes</a>
 */
final class InPlaceDatabaseChecks {
    /** Columns whose values are, or have in them, one of some types. */
    private static final String HOLDING = "WITH RECURSIVE parts(whole, part) AS ("
            + "SELECT oid, typbasetype FROM pg_type WHERE typtype = 'd'"
            + " UNION ALL SELECT oid, typelem FROM pg_type WHERE typelem <> 0"
            + " UNION ALL SELECT rngtypid, rngsubtype FROM pg_range"
            + " UNION ALL SELECT t.oid, a.atttypid FROM pg_type AS t JOIN pg_attribute AS a ON a.attrelid = t.typrelid"
            + " WHERE a.attnum > 0 AND NOT a.attisdropped"
            + "), holding(oid) AS (SELECT oid FROM pg_type WHERE %s"
            + " UNION SELECT p.whole FROM holding AS h JOIN parts AS p ON p.part = h.oid)"
            + " SELECT " + Look.NAME + " || '.' || quote_ident(a.attname) || ' ' || format_type(a.atttypid, NULL)"
            + Look.RELATIONS + "JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
            + " WHERE c.relkind IN ('r', 'm', 'i') AND a.atttypid IN (SELECT oid FROM holding)";

    private static final String CATALOG = "typnamespace = 11 AND typname ";

    /** A type that cannot go over; before which release, or in any case where that is empty. */
    private record Unfit(String until, String code, String types, String why, String remedy) {}

    private static final List<Unfit> TYPES = List.of(
            new Unfit(
                    "",
                    "reg-columns",
                    CATALOG + "IN ('regcollation', 'regconfig', 'regdictionary', 'regnamespace', 'regoper',"
                            + " 'regoperator', 'regproc', 'regprocedure')",
                    "values of these types are OIDs of objects that get others in the new cluster",
                    "ALTER TABLE ... ALTER COLUMN ... TYPE text, and back after the upgrade; or drop the columns"),
            new Unfit(
                    "",
                    "system-row-columns",
                    "typtype = 'c' AND oid < " + Look.FIRST_OF_USERS,
                    "these are rows of tables of the system, which have other columns in the new release",
                    "drop the columns, or make them text or jsonb"),
            new Unfit(
                    "9.4",
                    "line-columns",
                    CATALOG + "= 'line'",
                    "the type line has another form from PostgreSQL 9.4 on",
                    "ALTER TABLE ... ALTER COLUMN ... TYPE text, and back after the upgrade"),
            new Unfit(
                    "10",
                    "unknown-columns",
                    CATALOG + "= 'unknown'",
                    "no column can be of type unknown from PostgreSQL 10 on",
                    "ALTER TABLE ... ALTER COLUMN ... TYPE text"),
            new Unfit(
                    "12",
                    "sql-identifier-columns",
                    "typname = 'sql_identifier' AND typnamespace = (SELECT oid FROM pg_namespace WHERE nspname = 'information_schema')",
                    "information_schema.sql_identifier has another form from PostgreSQL 12 on",
                    "ALTER TABLE ... ALTER COLUMN ... TYPE text"),
            new Unfit(
                    "16",
                    "aclitem-columns",
                    CATALOG + "= 'aclitem'",
                    "the type aclitem has another form from PostgreSQL 16 on",
                    "ALTER TABLE ... ALTER COLUMN ... TYPE text, and back after the upgrade"));

    /** pg_dump can leave these out, or the server can mend them when rows come in; pg_upgrade refuses them. */
    private static final Set<String> NEEDED = Set.of("with-oids", "not-null-of-parent");

    private InPlaceDatabaseChecks() {}

    static List<Check> all() {
        List<Check> checks = new ArrayList<>();
        checks.add(InPlaceDatabaseChecks::types);
        RemovedFeatureChecks.all().forEach(check -> checks.add(at -> strict(check.look(at))));
        checks.add(at -> at.crosses("18") ? strict(ContentChecks.notNullOfParent(at)) : List.of());
        return checks;
    }

    private static List<Finding> types(Look at) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (Unfit type : TYPES) {
            if (type.until().isEmpty() || at.crosses(type.until())) {
                Listing found = at.listing(HOLDING.formatted(type.types()));
                if (!found.isEmpty()) {
                    findings.add(Finding.blocker(type.code(), at.seen(found), type.why(), type.remedy())
                            .withSource(InPlaceServerChecks.PG_UPGRADE));
                }
            }
        }
        return findings;
    }

    private static List<Finding> strict(List<Finding> findings) {
        return findings.stream()
                .map(finding -> NEEDED.contains(finding.code())
                        ? new Finding(
                                finding.code(),
                                Severity.BLOCKER,
                                finding.seen(),
                                finding.why(),
                                finding.remedy(),
                                finding.source())
                        : finding)
                .toList();
    }
}
