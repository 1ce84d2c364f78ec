package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads what large objects have besides their bytes. */
final class LargeObjectCatalog {
    private static final String OBJECTS = """
            SELECT oid::int8 AS oid, pg_get_userbyid(lomowner) AS owner, lomacl IS NOT NULL AS granted,
                   obj_description(oid, 'pg_largeobject') AS comment
            FROM pg_largeobject_metadata WHERE oid::int8 BETWEEN ? AND ? ORDER BY pg_largeobject_metadata.oid
            """;

    private static final String GRANTS = """
            SELECT oid::int8 AS oid, grantee = 0 AS everybody, pg_get_userbyid(grantee) AS grantee,
                   privilege_type AS privilege, is_grantable AS grantable
            FROM (SELECT oid, (aclexplode(lomacl)).* FROM pg_largeobject_metadata
                  WHERE oid::int8 BETWEEN ? AND ? AND lomacl IS NOT NULL) AS o ORDER BY o.oid, o.grantee, privilege_type
            """;

    private static final int AT_ONCE = 1000;

    private LargeObjectCatalog() {}

    /** Gives the properties of all large objects, in the order of their numbers. */
    static void read(Connection connection, Consumer<LargeObjectProperties> sink) throws SQLException {
        long count = Sql.number(connection, "SELECT count(*) FROM pg_largeobject_metadata");
        for (LargeObjectReader.Range range : LargeObjectReader.divide(connection, (int) (1 + count / AT_ONCE))) {
            list(connection, range).forEach(sink);
        }
    }

    /** The properties of each large object of a range, of which there must be few, in the order of numbers. */
    static List<LargeObjectProperties> list(Connection connection, LargeObjectReader.Range range) throws SQLException {
        Map<Long, LargeObjectProperties> objects = new LinkedHashMap<>();
        Sql.list(connection, OBJECTS, LargeObjectCatalog::properties, range.first(), range.last())
                .forEach(object -> objects.put(object.oid(), object));
        Sql.list(connection, GRANTS, row -> Map.entry(row.getLong("oid"), grant(row)), range.first(), range.last())
                .forEach(grant ->
                        objects.computeIfPresent(grant.getKey(), (oid, object) -> with(object, grant.getValue())));
        return List.copyOf(objects.values());
    }

    private static LargeObjectProperties properties(ResultSet row) throws SQLException {
        return new LargeObjectProperties(
                row.getLong("oid"),
                row.getString("owner"),
                row.getBoolean("granted") ? Optional.of(List.of()) : Optional.empty(),
                Optional.ofNullable(row.getString("comment")));
    }

    private static LargeObjectProperties.Grant grant(ResultSet row) throws SQLException {
        return new LargeObjectProperties.Grant(
                row.getBoolean("everybody") ? Optional.empty() : Optional.of(row.getString("grantee")),
                row.getString("privilege"),
                row.getBoolean("grantable"));
    }

    private static LargeObjectProperties with(LargeObjectProperties object, LargeObjectProperties.Grant grant) {
        List<LargeObjectProperties.Grant> grants = Stream.concat(
                        object.grants().stream().flatMap(List::stream), Stream.of(grant))
                .toList();
        return new LargeObjectProperties(object.oid(), object.owner(), Optional.of(grants), object.comment());
    }
}
