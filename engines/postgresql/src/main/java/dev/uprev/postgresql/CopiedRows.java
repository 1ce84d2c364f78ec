package dev.uprev.postgresql;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Rows of a table as a server sends them: what comes out of one COPY goes into another as it is, without a file. */
final class CopiedRows implements TableContent {
    private final RestoreScope scope;
    private final TableChunk chunk;
    private final SnapshotSessions sessions;
    private final DumpProgress progress;

    CopiedRows(RestoreScope scope, TableChunk chunk, SnapshotSessions sessions, DumpProgress progress) {
        this.scope = scope;
        this.chunk = chunk;
        this.sessions = sessions;
        this.progress = progress;
    }

    @Override
    public TableData table() {
        return chunk.table().data();
    }

    @Override
    public boolean begin() {
        return true;
    }

    @Override
    public boolean isWhole() {
        return chunk.parts() == 1;
    }

    @Override
    public long bytes() {
        return chunk.bytes();
    }

    @Override
    public long give(ByteSink sink) throws IOException {
        String label = table().label();
        long[] given = {0};
        ByteSink rows = (bytes, offset, length) -> {
            scope.context().cancellation().check();
            try {
                sink.accept(bytes, offset, length);
            } catch (IOException e) {
                // What the target refuses must not be taken for an error of the source.
                throw new UncheckedIOException(e);
            }
            progress.advance(label, length);
            given[0] += length;
        };
        try {
            long count = sessions.use(table().database(), session -> session.copyOut(table(), chunk.part(), rows));
            progress.correct(chunk.bytes(), given[0]);
            return count;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** What is copied under a snapshot that ends with the process is not noted: it would be of no use later. */
    @Override
    public String note() {
        return "";
    }
}
