package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ItemReader;
import java.io.IOException;
import java.util.List;

/** Puts the sequences of a database where they stood. */
final class SequenceRestore implements Work.Action {
    private static final JsonLines<SequenceValue> LINES = new JsonLines<>(SequenceValue.class);

    private final DatabaseRestore database;
    private final ArchiveEntry item;

    SequenceRestore(DatabaseRestore database, ArchiveEntry item) {
        this.database = database;
        this.item = item;
    }

    @Override
    public void run(RestoreWorker worker) throws IOException {
        if (database.prepared().isDone(item)) {
            return;
        }
        String doing = "cannot set the sequences of database " + database.name();
        try (ItemReader reader = database.scope().archive().read(item)) {
            StatementBatch batch = new StatementBatch(worker.session(database.name()), doing);
            LINES.read(
                    reader,
                    value -> batch.add("SELECT pg_catalog.setval("
                            + SqlNames.literal(SqlNames.qualified(value.schema(), value.name())) + ", "
                            + value.lastValue() + ", " + value.isCalled() + ")"));
            batch.add(Bookkeeping.noteItems(List.of(item)));
            batch.flush();
        }
    }
}
