package dev.uprev.postgresql;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The types that some columns have, and those that these are made of. Immutable. */
final class PgTypes {
    /** An array has a variable length and an element; name, point and others have elements too and are none. */
    private static final String SQL = """
            SELECT t.oid, t.typname, t.typtype, t.typbasetype,
                   CASE WHEN t.typcategory = 'A' AND t.typlen = -1 THEN t.typelem ELSE 0 END AS element,
                   coalesce((SELECT rngsubtype FROM pg_range WHERE rngtypid = t.oid), 0) AS subtype,
                   ARRAY(SELECT atttypid::int8 FROM pg_attribute
                         WHERE attrelid = t.typrelid AND attnum > 0 AND NOT attisdropped ORDER BY attnum) AS attributes
            FROM pg_type AS t WHERE t.oid = ANY (?::text::oid[])
            """;

    private final Map<Long, PgType> byOid;

    private PgTypes(Map<Long, PgType> byOid) {
        this.byOid = byOid;
    }

    static PgTypes of(Collection<PgType> types) {
        return new PgTypes(types.stream().collect(Collectors.toUnmodifiableMap(PgType::oid, type -> type)));
    }

    /** Reads these types and all that they are made of. */
    static PgTypes read(Connection connection, Collection<Long> oids) throws SQLException {
        Map<Long, PgType> found = new HashMap<>();
        Set<Long> wanted = new HashSet<>(oids);
        while (!wanted.isEmpty()) {
            String list = wanted.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
            for (PgType type : Sql.list(connection, SQL, PgTypes::type, list)) {
                found.put(type.oid(), type);
            }
            wanted.clear();
            found.values().forEach(type -> wanted.addAll(type.parts()));
            wanted.removeAll(found.keySet());
        }
        return of(found.values());
    }

    Optional<PgType> find(long oid) {
        return Optional.ofNullable(byOid.get(oid));
    }

    private static PgType type(ResultSet row) throws SQLException {
        return new PgType(
                row.getLong("oid"),
                row.getString("typname"),
                row.getString("typtype").charAt(0),
                row.getLong("typbasetype"),
                row.getLong("element"),
                row.getLong("subtype"),
                longs(row.getArray("attributes")));
    }

    private static List<Long> longs(Array array) throws SQLException {
        List<Long> values = new ArrayList<>();
        for (Object value : (Object[]) array.getArray()) {
            values.add((Long) value);
        }
        return values;
    }
}
