package dev.uprev.postgresql;

import java.util.ArrayList;
import java.util.List;

/** Where a server keeps expressions of users, as trees of nodes that name functions and operators by OID. */
final class Expressions {
    private Expressions() {}

    /** A query that gives what has the expression, as {@code view public.v}, and its tree as text. */
    static String sql(ServerVersion version) {
        List<String> parts = new ArrayList<>();
        parts.add("SELECT CASE c.relkind WHEN 'v' THEN 'view ' WHEN 'm' THEN 'view ' ELSE 'rule of ' END || "
                + Look.NAME + ", r.ev_action::text" + Look.RELATIONS
                + "JOIN pg_rewrite AS r ON r.ev_class = c.oid AND r.oid >= " + Look.FIRST_OF_USERS);
        parts.add("SELECT 'default of ' || " + Look.NAME + ", d.adbin::text" + Look.RELATIONS
                + "JOIN pg_attrdef AS d ON d.adrelid = c.oid");
        parts.add("SELECT 'constraint ' || quote_ident(k.conname) || coalesce(' of ' || " + Look.NAME
                + ", ''), k.conbin::text FROM pg_constraint AS k LEFT JOIN pg_class AS c ON c.oid = k.conrelid"
                + " LEFT JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE k.conbin IS NOT NULL AND k.oid >= "
                + Look.FIRST_OF_USERS);
        parts.add("SELECT 'index ' || " + Look.NAME
                + ", concat_ws(' ', i.indexprs::text, i.indpred::text)" + Look.RELATIONS
                + "JOIN pg_index AS i ON i.indexrelid = c.oid WHERE i.indexprs IS NOT NULL OR i.indpred IS NOT NULL");
        parts.add("SELECT 'trigger ' || quote_ident(t.tgname) || ' of ' || " + Look.NAME + ", t.tgqual::text"
                + Look.RELATIONS + "JOIN pg_trigger AS t ON t.tgrelid = c.oid WHERE t.tgqual IS NOT NULL");
        if (version.isAtLeast(90500)) {
            parts.add("SELECT 'policy ' || quote_ident(p.polname) || ' of ' || " + Look.NAME
                    + ", concat_ws(' ', p.polqual::text, p.polwithcheck::text)" + Look.RELATIONS
                    + "JOIN pg_policy AS p ON p.polrelid = c.oid");
        }
        if (version.isAtLeast(140000)) {
            parts.add("SELECT 'function ' || p.oid::regprocedure, p.prosqlbody::text FROM pg_proc AS p"
                    + " WHERE p.prosqlbody IS NOT NULL AND p.oid >= " + Look.FIRST_OF_USERS);
        }
        return String.join(" UNION ALL ", parts);
    }
}
