package dev.uprev.postgresql;

import java.io.IOException;

/** Rows of a table as a server sends them: what comes out of one COPY goes into another as it is, without a file. */
final class CopiedRows implements TableContent {
    private final RestoreScope scope;
    private final TableChunk chunk;
    private final SnapshotSessions sessions;

    CopiedRows(RestoreScope scope, TableChunk chunk, SnapshotSessions sessions) {
        this.scope = scope;
        this.chunk = chunk;
        this.sessions = sessions;
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
        return sessions.use(
                table().database(),
                session -> session.copyOut(table(), chunk.part(), (bytes, offset, length) -> {
                    scope.context().cancellation().check();
                    sink.accept(bytes, offset, length);
                    scope.advance(label, length);
                }));
    }

    /** What is copied under a snapshot that ends with the process is not noted: it would be of no use later. */
    @Override
    public String note() {
        return "";
    }
}
