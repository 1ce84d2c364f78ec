package dev.uprev.postgresql;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/** Writes large objects to a server, a good number of pieces at a time, in the caller's transaction. For one thread. */
final class LargeObjectWriter implements LargeObjectSink {
    private static final int BATCH_BYTES = 1 << 20;
    private static final int BATCH_CHUNKS = 2000;
    private static final String CREATE = "SELECT lo_create(o) FROM unnest(?::oid[]) AS o WHERE NOT EXISTS"
            + " (SELECT 1 FROM pg_largeobject_metadata AS m WHERE m.oid = o)";
    private static final String WRITE =
            "SELECT count(lo_put(o, at, bytes)) FROM unnest(?::oid[], ?::int8[], ?::bytea[]) AS c (o, at, bytes)";

    private final Connection connection;
    private final LongConsumer written;
    private final List<Long> oids = new ArrayList<>();
    private final List<Long> offsets = new ArrayList<>();
    private final List<byte[]> bytes = new ArrayList<>();
    private int size;
    private long oid;

    /** @param written is told of the bytes that were written */
    LargeObjectWriter(Connection connection, LongConsumer written) {
        this.connection = connection;
        this.written = written;
    }

    /** The server refuses; passes its error through the sink. */
    static final class WriteException extends IOException {
        private static final long serialVersionUID = 1L;

        private final SQLException reason;

        private WriteException(SQLException reason) {
            super(reason);
            this.reason = reason;
        }

        SQLException reason() {
            return reason;
        }
    }

    @Override
    public void begin(long next) {
        oid = next;
    }

    @Override
    public void bytes(long offset, byte[] from, int begin, int length) throws IOException {
        oids.add(oid);
        offsets.add(offset);
        bytes.add(Arrays.copyOfRange(from, begin, begin + length));
        size += length;
        if (size >= BATCH_BYTES || oids.size() >= BATCH_CHUNKS) {
            end();
        }
    }

    @Override
    public void end() throws IOException {
        try (PreparedStatement create = connection.prepareStatement(CREATE);
                PreparedStatement write = connection.prepareStatement(WRITE)) {
            create.setArray(
                    1, connection.createArrayOf("int8", oids.stream().distinct().toArray()));
            create.executeQuery().close();
            write.setArray(1, connection.createArrayOf("int8", oids.toArray()));
            write.setArray(2, connection.createArrayOf("int8", offsets.toArray()));
            write.setArray(3, connection.createArrayOf("bytea", bytes.toArray(new byte[0][])));
            write.executeQuery().close();
        } catch (SQLException e) {
            throw new WriteException(e);
        }
        written.accept(size);
        oids.clear();
        offsets.clear();
        bytes.clear();
        size = 0;
    }
}
