package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ItemReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes the bytes of large objects, those of one item in one transaction. */
final class LargeObjectLoad implements Work.Action {
    private static final int BATCH_BYTES = 1 << 20;
    private static final int BATCH_CHUNKS = 2000;
    private static final String CREATE = "SELECT lo_create(o) FROM unnest(?::oid[]) AS o WHERE NOT EXISTS"
            + " (SELECT 1 FROM pg_largeobject_metadata AS m WHERE m.oid = o)";
    private static final String WRITE =
            "SELECT count(lo_put(o, at, bytes)) FROM unnest(?::oid[], ?::int8[], ?::bytea[]) AS c (o, at, bytes)";

    private final DatabaseRestore database;
    private final ArchiveEntry item;

    LargeObjectLoad(DatabaseRestore database, ArchiveEntry item) {
        this.database = database;
        this.item = item;
    }

    @Override
    public void run(RestoreWorker worker) throws IOException {
        if (database.prepared().isDone(item)) {
            database.scope().advance(label(), item.rawBytes());
            return;
        }
        TargetSession session = worker.session(database.name());
        session.prepare(TableLoad.DATA_SESSION);
        Connection connection = session.connection();
        try (ItemReader reader = database.scope().archive().read(item)) {
            connection.setAutoCommit(false);
            new LargeObjectDecoder(reader).read(new Chunks(connection));
            Sql.execute(connection, Bookkeeping.noteItems(List.of(item)));
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw PgErrors.explain(Side.TARGET, e);
        } catch (WriteException e) {
            throw PgErrors.explain(Side.TARGET, e.reason);
        }
    }

    /** Passes the server's error through the sink. */
    private static final class WriteException extends IOException {
        private static final long serialVersionUID = 1L;

        private final SQLException reason;

        WriteException(SQLException reason) {
            super(reason);
            this.reason = reason;
        }
    }

    private String label() {
        return database.name() + " large objects";
    }

    /** Sends chunks to the server, a good number at a time. */
    private final class Chunks implements LargeObjectSink {
        private final Connection connection;
        private final List<Long> oids = new ArrayList<>();
        private final List<Long> offsets = new ArrayList<>();
        private final List<byte[]> bytes = new ArrayList<>();
        private int size;
        private long oid;

        Chunks(Connection connection) {
            this.connection = connection;
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
            database.scope().context().cancellation().check();
            try (PreparedStatement create = connection.prepareStatement(CREATE);
                    PreparedStatement write = connection.prepareStatement(WRITE)) {
                create.setArray(
                        1,
                        connection.createArrayOf(
                                "int8", oids.stream().distinct().toArray()));
                create.executeQuery().close();
                write.setArray(1, connection.createArrayOf("int8", oids.toArray()));
                write.setArray(2, connection.createArrayOf("int8", offsets.toArray()));
                write.setArray(3, connection.createArrayOf("bytea", bytes.toArray(new byte[0][])));
                write.executeQuery().close();
            } catch (SQLException e) {
                throw new WriteException(e);
            }
            database.scope().advance(label(), size);
            oids.clear();
            offsets.clear();
            bytes.clear();
            size = 0;
        }
    }
}
