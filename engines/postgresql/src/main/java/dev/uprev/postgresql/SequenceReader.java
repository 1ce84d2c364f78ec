package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads where the sequences of a database stand; those of identity and serial columns too. */
final class SequenceReader {
    /** Not those that an extension brings along, except where it leaves their values to users. */
    private static final String NAMES = """
            SELECT n.nspname, c.relname
            FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.relkind = 'S' AND c.relpersistence <> 't' AND n.nspname !~ '^pg_'
              AND n.nspname <> 'information_schema'
              AND (EXISTS (SELECT 1 FROM pg_extension AS x WHERE c.oid = ANY (x.extconfig))
                   OR NOT EXISTS (SELECT 1 FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass
                   AND d.objid = c.oid AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'))
            ORDER BY n.nspname, c.relname
            """;

    private static final int AT_ONCE = 100;

    private SequenceReader() {}

    private record Name(String schema, String name) {}

    /** Gives the value of each, in the order of their names. */
    static void read(Connection connection, Consumer<SequenceValue> sink) throws SQLException {
        List<Name> names = Sql.list(connection, NAMES, row -> new Name(row.getString(1), row.getString(2)));
        for (int at = 0; at < names.size(); at += AT_ONCE) {
            List<String> queries = new ArrayList<>();
            for (Name name : names.subList(at, Math.min(names.size(), at + AT_ONCE))) {
                queries.add("SELECT " + queries.size() + " AS number, " + SqlNames.literal(name.schema()) + "::text, "
                        + SqlNames.literal(name.name()) + "::text, last_value, is_called FROM "
                        + SqlNames.qualified(name.schema(), name.name()));
            }
            Sql.list(
                            connection,
                            String.join(" UNION ALL ", queries) + " ORDER BY number",
                            row -> new SequenceValue(
                                    row.getString(2), row.getString(3), row.getLong(4), row.getBoolean(5)))
                    .forEach(sink);
        }
    }
}
