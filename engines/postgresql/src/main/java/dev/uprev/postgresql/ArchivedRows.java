package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ItemReader;
import java.io.IOException;
import java.util.List;

/** Rows of a table as items of the archive have them, together with the notes that these are loaded. */
final class ArchivedRows implements TableContent {
    private final DatabaseRestore database;
    private final TableData table;
    private final List<ArchiveEntry> items;
    private final boolean whole;
    private List<ArchiveEntry> missing = List.of();

    /**
     * @param items of the table
     * @param whole whether they are all that the archive has of it
     */
    ArchivedRows(DatabaseRestore database, TableData table, List<ArchiveEntry> items, boolean whole) {
        this.database = database;
        this.table = table;
        this.items = items;
        this.whole = whole;
    }

    @Override
    public TableData table() {
        return table;
    }

    @Override
    public boolean begin() {
        missing = database.prepared().missing(items);
        items.stream().filter(item -> !missing.contains(item)).forEach(item -> advance(item.rawBytes()));
        return !missing.isEmpty();
    }

    @Override
    public boolean isWhole() {
        return whole && missing.size() == items.size();
    }

    @Override
    public long bytes() {
        return missing.stream().mapToLong(ArchiveEntry::rawBytes).sum();
    }

    @Override
    public long give(ByteSink sink) throws IOException {
        give(sink, table.format().prefix());
        for (ArchiveEntry item : missing) {
            try (ItemReader reader = database.scope().archive().read(item)) {
                while (reader.next()) {
                    database.scope().context().cancellation().check();
                    sink.accept(reader.buffer(), 0, reader.length());
                    advance(reader.length());
                }
            }
        }
        give(sink, table.format().suffix());
        return missing.stream().mapToLong(ArchiveEntry::items).sum();
    }

    private static void give(ByteSink sink, byte[] bytes) throws IOException {
        sink.accept(bytes, 0, bytes.length);
    }

    private void advance(long bytes) {
        database.scope().advance(table.label(), bytes);
    }

    @Override
    public String note() {
        return Bookkeeping.noteItems(missing);
    }
}
