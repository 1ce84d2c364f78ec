package dev.uprev.postgresql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Divides large tables, so that no worker is left alone with one of them at the end and an interrupted dump has not
 * much to do again. Servers from 14 on read a range of pages without reading the others; before, ranges of keys serve
 * where the rows lie in their order, and only for tables that would keep the other workers waiting.
 */
final class ChunkPlanner {
    private static final long SMALLEST = 64L << 20;
    private static final long LARGEST = 1L << 30;
    private static final int CHUNKS_PER_JOB = 8;

    /** The first version, as {@code server_version_num}, that reads a range of pages without reading the others. */
    static final int READS_PAGE_RANGES = 140000;

    private final boolean readsPageRanges;
    private final int jobs;
    private final KeyRanges keys;

    /** Gives bounds between ranges of keys. */
    @FunctionalInterface
    interface KeyRanges {
        /**
         * The column and the bounds that divide a table in about so many equal parts; none where that cannot be done
         * well.
         */
        List<TablePart> divide(SourceTable table, int parts);
    }

    ChunkPlanner(ServerVersion version, int jobs, KeyRanges keys) {
        this.readsPageRanges = version.isAtLeast(READS_PAGE_RANGES);
        this.jobs = jobs;
        this.keys = keys;
    }

    /**
     * A division that was made before.
     *
     * @param parts how many
     * @param pages how many pages the table had then
     */
    record Division(int parts, long pages) {}

    /**
     * All chunks of all tables, the largest first.
     *
     * @param made tables that are divided already, by ranges of pages if at all
     */
    List<TableChunk> plan(List<SourceTable> tables, Map<SourceTable, Division> made) {
        long total = tables.stream().mapToLong(SourceTable::bytes).sum();
        List<TableChunk> chunks = new ArrayList<>();
        for (SourceTable table : tables) {
            Division division = made.get(table);
            List<TablePart> parts = division == null ? parts(table, total) : pages(division.pages(), division.parts());
            for (int i = 0; i < parts.size(); i++) {
                chunks.add(new TableChunk(table, parts.get(i), i, parts.size(), table.bytes() / parts.size()));
            }
        }
        chunks.sort(Comparator.comparingLong(TableChunk::bytes).reversed());
        return chunks;
    }

    private List<TablePart> parts(SourceTable table, long total) {
        long size = Math.max(SMALLEST, Math.min(LARGEST, total / ((long) jobs * CHUNKS_PER_JOB)));
        int count = (int) Math.min(table.pages(), (table.bytes() + size / 2) / size);
        if (count < 2 || !table.data().filter().isEmpty()) {
            return List.of(TablePart.WHOLE);
        }
        if (readsPageRanges) {
            return pages(table.pages(), count);
        }
        boolean keepsOthersWaiting = jobs > 1 && table.bytes() > total / jobs * 5 / 4;
        List<TablePart> ranges = keepsOthersWaiting ? keys.divide(table, count) : List.of();
        return ranges.isEmpty() ? List.of(TablePart.WHOLE) : ranges;
    }

    static List<TablePart> pages(long pages, int count) {
        if (count == 1) {
            return List.of(TablePart.WHOLE);
        }
        List<TablePart> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long from = pages * i / count;
            // The last one has no end: rows may have been put behind the last page since it was counted.
            boolean last = i == count - 1;
            parts.add(
                    new TablePart.Pages(from, last ? OptionalLong.empty() : OptionalLong.of(pages * (i + 1) / count)));
        }
        return parts;
    }
}
