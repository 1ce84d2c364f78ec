package dev.uprev.postgresql;

import dev.uprev.model.VerificationLevel;
import java.io.IOException;
import java.sql.SQLException;

/** Reads a table, or a part of it, into a sum. */
final class TableReadTask implements ReadTask {
    /** Class of the errors that tell of a table or column that is not there, or may not be read. */
    private static final String REFUSED = "42";

    private final TableChunk chunk;
    private final VerificationLevel level;
    private final ReadSum sum;
    private final DumpProgress progress;

    TableReadTask(TableChunk chunk, VerificationLevel level, ReadSum sum, DumpProgress progress) {
        this.chunk = chunk;
        this.level = level;
        this.sum = sum;
        this.progress = progress;
    }

    @Override
    public long bytes() {
        return chunk.bytes();
    }

    @Override
    public void run(ReadingSession session) throws SQLException, IOException {
        try {
            long bytes = level == VerificationLevel.CONTENT ? read(session) : count(session);
            progress.correct(chunk.bytes(), bytes);
        } catch (ServerErrorException e) {
            refuse(session, e.error().sqlState(), e.error().message(), e);
        } catch (SQLException e) {
            refuse(session, PgErrors.state(e), PgErrors.primaryMessage(e), e);
        }
    }

    private <E extends Exception> void refuse(ReadingSession session, String state, String message, E error)
            throws E, SQLException {
        if (!state.startsWith(REFUSED)) {
            throw error;
        }
        sum.refuse(message);
        session.restart();
    }

    private long read(ReadingSession session) throws IOException {
        TableData data = chunk.table().data();
        RowDigest digest = data.newDigest();
        String label = data.label();
        long[] bytes = new long[1];
        session.copyOut(data.copyOut(chunk.part()), new CopyRows(data.format(), digest, (some, offset, length) -> {
            bytes[0] += length;
            progress.advance(label, length);
        }));
        sum.add(digest.digest());
        return bytes[0];
    }

    private long count(ReadingSession session) throws SQLException {
        TableData data = chunk.table().data();
        sum.add(Sql.number(
                session.connection(), "SELECT count(*) FROM (" + data.select(chunk.part()) + ") AS all_rows"));
        progress.advance(data.label(), chunk.bytes());
        return chunk.bytes();
    }
}
