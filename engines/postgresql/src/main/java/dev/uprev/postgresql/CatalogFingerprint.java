package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A short text that changes when the definition of anything that users have made in a database does. The server
 * computes it, so that it takes little time for a hundred thousand tables. Only good for comparing a server with
 * itself.
 */
final class CatalogFingerprint {
    private static final String OF_USERS =
            " JOIN pg_namespace AS n ON n.oid = %s AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

    /** Queries that give a line for each object; relations and types are told by their OIDs. */
    private static final List<String> SECTIONS = List.of(
            "SELECT 'schema ' || oid || ' ' || nspname FROM pg_namespace WHERE nspname !~ '^pg_'",
            "SELECT 'extension ' || extname || ' ' || extversion FROM pg_extension",
            "SELECT concat_ws(' ', 'relation', c.oid, n.nspname, relname, relkind, relpersistence, reltablespace,"
                    + " reloptions) FROM pg_class AS c" + OF_USERS.formatted("relnamespace"),
            "SELECT concat_ws(' ', 'column', attrelid, attnum, attname, atttypid, atttypmod, attnotnull, attcollation)"
                    + " FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = attrelid"
                    + OF_USERS.formatted("relnamespace") + " WHERE attnum > 0 AND NOT attisdropped",
            "SELECT concat_ws(' ', 'default', adrelid, adnum, adbin) FROM pg_attrdef AS d"
                    + " JOIN pg_class AS c ON c.oid = adrelid" + OF_USERS.formatted("relnamespace"),
            "SELECT concat_ws(' ', 'index', indexrelid, indrelid, indkey, indclass, indcollation, indoption,"
                    + " indisunique, indisvalid, indexprs, indpred)"
                    + " FROM pg_index AS i JOIN pg_class AS c ON c.oid = indrelid" + OF_USERS.formatted("relnamespace"),
            "SELECT concat_ws(' ', 'constraint', conname, contype, conrelid, contypid, confrelid, conkey, confkey,"
                    + " condeferrable, convalidated, conbin) FROM pg_constraint AS k"
                    + OF_USERS.formatted("connamespace"),
            "SELECT concat_ws(' ', 'function', p.oid, n.nspname, proname, proargtypes, prorettype, prolang, probin,"
                    + " proconfig, prosrc) FROM pg_proc AS p" + OF_USERS.formatted("pronamespace"),
            "SELECT concat_ws(' ', 'trigger', tgrelid, tgname, tgfoid, tgenabled, tgtype) FROM pg_trigger"
                    + " WHERE NOT tgisinternal",
            "SELECT concat_ws(' ', 'rule', ev_class, rulename, ev_enabled, ev_action) FROM pg_rewrite AS r"
                    + " JOIN pg_class AS c ON c.oid = ev_class" + OF_USERS.formatted("relnamespace"),
            "SELECT concat_ws(' ', 'type', t.oid, n.nspname, typname, typtype, typbasetype, typnotnull)"
                    + " FROM pg_type AS t" + OF_USERS.formatted("typnamespace"),
            "SELECT concat_ws(' ', 'label', enumtypid, enumsortorder, enumlabel) FROM pg_enum");

    private static final String SQL = "SELECT count(*) || '-' || to_hex(coalesce(sum(hashtext(line)::int8), 0)::int8)"
            + " FROM (" + SECTIONS.stream().collect(Collectors.joining(" UNION ALL ")) + ") AS lines(line)";

    private CatalogFingerprint() {}

    static String of(Connection connection) throws SQLException {
        return Sql.text(connection, SQL);
    }
}
