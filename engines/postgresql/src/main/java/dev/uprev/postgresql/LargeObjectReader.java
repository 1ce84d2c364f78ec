package dev.uprev.postgresql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Reads large objects of a database: the server's own table of them at once where the user may read that, which a
 * superuser may; else one after the other, for which each must be readable. For one thread.
 */
final class LargeObjectReader {
    private static final String PAGES = "COPY (SELECT m.oid, p.pageno, p.data FROM pg_largeobject_metadata AS m"
            + " LEFT JOIN pg_largeobject AS p ON p.loid = m.oid WHERE m.oid BETWEEN '%d'::oid AND '%d'::oid"
            + " ORDER BY m.oid, p.pageno) TO STDOUT (FORMAT 'binary')";

    private static final String RANGES = "SELECT min(oid)::int8, max(oid)::int8 FROM (SELECT oid::int8,"
            + " ntile(?) OVER (ORDER BY oid) AS part FROM pg_largeobject_metadata) AS o GROUP BY part ORDER BY 1";

    private static final int AT_ONCE = 256 << 10;

    private final Connection connection;
    private final Copy copy;

    /** Runs a {@code COPY .. TO STDOUT}. */
    @FunctionalInterface
    interface Copy {
        void out(String sql, ByteSink sink) throws IOException;
    }

    /**
     * @param connection in a transaction, since large objects can be read only there
     * @param copy on the same connection
     */
    LargeObjectReader(Connection connection, Copy copy) {
        this.connection = connection;
        this.copy = copy;
    }

    /** Numbers of large objects. */
    record Range(long first, long last) {}

    /** Divides all large objects in so many parts of about equal numbers; fewer where there are fewer. */
    static List<Range> divide(Connection connection, int parts) throws SQLException {
        return Sql.list(connection, RANGES, row -> new Range(row.getLong(1), row.getLong(2)), parts);
    }

    /**
     * Gives all large objects of a range to the sink.
     *
     * @throws SQLException when one of them cannot be read
     * @throws IOException from the sink
     */
    void read(Range range, LargeObjectSink sink) throws SQLException, IOException {
        if (Sql.flag(connection, "SELECT has_table_privilege('pg_largeobject', 'SELECT')")) {
            // A page is a quarter of a block, whatever size of blocks the server was built with.
            int pageBytes = (int) Sql.number(connection, "SELECT current_setting('block_size')::int8 / 4");
            ByteSink pages = new LargeObjectPages(sink, pageBytes);
            copy.out(
                    PAGES.formatted(range.first(), range.last()),
                    new CopyRows(CopyFormat.BINARY, new BinaryRowDigest(), pages));
        } else {
            readEach(range, sink);
        }
        sink.end();
    }

    private void readEach(Range range, LargeObjectSink sink) throws SQLException, IOException {
        List<Long> oids = Sql.list(
                connection,
                "SELECT oid::int8 FROM pg_largeobject_metadata WHERE oid::int8 BETWEEN ? AND ? ORDER BY oid",
                row -> row.getLong(1),
                range.first(),
                range.last());
        for (long oid : oids) {
            sink.begin(oid);
            // Functions that every version since 9.2 has. 262144 asks for reading.
            long descriptor = Sql.number(connection, "SELECT lo_open(?::text::oid, 262144)", String.valueOf(oid));
            long offset = 0;
            byte[] bytes = next(descriptor);
            while (bytes.length > 0) {
                sink.bytes(offset, bytes, 0, bytes.length);
                offset += bytes.length;
                bytes = next(descriptor);
            }
            Sql.number(connection, "SELECT lo_close(?)", (int) descriptor);
        }
    }

    private byte[] next(long descriptor) throws SQLException {
        return Sql.one(connection, "SELECT loread(?, ?)", row -> row.getBytes(1), (int) descriptor, AT_ONCE);
    }
}
