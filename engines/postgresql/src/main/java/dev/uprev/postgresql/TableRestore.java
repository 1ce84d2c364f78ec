package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.error.UpgradeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One table on its way from the archive into the target: collects its items as they appear and says what is to be
 * loaded together. A table of moderate size is loaded in one transaction, which spares it a rewrite later; a large one
 * item by item, so that several workers share it and a crash costs little. Guarded by its {@link DatabaseRestore}, but
 * for {@link #bytes}, {@link #rows} and {@link #loadWeight}.
 */
final class TableRestore {
    /** Up to this size, all items of a table are loaded by one worker in one transaction. */
    private static final long TOGETHER_UP_TO_BYTES = 1L << 30;

    private final String label;
    private final Work loaded;
    private final List<ArchiveEntry> waiting = new ArrayList<>();
    private int parts = 1;
    private int seen;
    private boolean oneByOne;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicInteger entriesOnTop = new AtomicInteger();

    /** @param loaded the gate that opens when all rows are there */
    TableRestore(String label, Work loaded) {
        this.label = label;
        this.loaded = loaded;
    }

    Work loaded() {
        return loaded;
    }

    /** Bytes in the archive so far. */
    long bytes() {
        return bytes.get();
    }

    /** Rows so far. */
    long rows() {
        return rows.get();
    }

    /** Tells that one more index or key is to be built when the rows are there. */
    void countEntry() {
        entriesOnTop.incrementAndGet();
    }

    /** How much work depends on the rows: theirs, and that of everything on top of them. */
    long loadWeight() {
        return bytes() * (2 + entriesOnTop.get());
    }

    /**
     * Takes an item.
     *
     * @return lists of items to be loaded now, each in one transaction
     */
    List<List<ArchiveEntry>> add(ArchiveEntry item) {
        parts = Integer.parseInt(item.metadata().getOrDefault(TableData.PARTS, "1"));
        seen++;
        bytes.addAndGet(item.rawBytes());
        rows.addAndGet(item.items());
        waiting.add(item);
        oneByOne |= parts > 1 && bytes() > TOGETHER_UP_TO_BYTES;
        if (!oneByOne && seen < parts) {
            return List.of();
        }
        List<List<ArchiveEntry>> ready =
                oneByOne ? waiting.stream().map(List::of).toList() : List.of(List.copyOf(waiting));
        waiting.clear();
        return ready;
    }

    /** Takes a part that is loaded for itself. */
    void addPart(int ofParts, long partBytes) {
        parts = ofParts;
        seen++;
        bytes.addAndGet(partBytes);
    }

    /** Counts rows that were loaded from elsewhere than the archive. */
    void addRows(long count) {
        rows.addAndGet(count);
    }

    /** Whether all items have come. */
    boolean isComplete() {
        return seen == parts;
    }

    /** Whether these items are the whole table. */
    boolean isWhole(List<ArchiveEntry> items) {
        return items.size() == parts;
    }

    /**
     * The archive has ended.
     *
     * @return whether the table has no item, and so no rows
     * @throws UpgradeException {@code archive-incomplete} when items are missing
     */
    boolean endsEmpty() {
        if (seen > 0 && seen < parts) {
            throw UpgradeException.failed("archive-incomplete", "the dump lacks data of table " + label)
                    .seen(seen + " parts")
                    .why("it was dumped in " + parts + " parts")
                    .fix("dump again into an empty directory");
        }
        return seen == 0;
    }
}
