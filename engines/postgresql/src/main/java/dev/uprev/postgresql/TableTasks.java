package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.ItemKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds out which tables, or parts of them, are still to be dumped. */
final class TableTasks {
    private final DumpMoment moment;
    private final ArchiveWriter archive;
    private final DumpProgress progress;
    private final ChunkPlanner planner;

    TableTasks(DumpMoment moment, ArchiveWriter archive, DumpProgress progress, ChunkPlanner planner) {
        this.moment = moment;
        this.archive = archive;
        this.progress = progress;
        this.planner = planner;
    }

    /** What is kept of an earlier attempt, and how its tables were divided. */
    private record Kept(Set<ItemKey> items, Map<SourceTable, ChunkPlanner.Division> divisions) {}

    /** Discards what an earlier attempt has left and what has changed since, and gives the rest of the work. */
    List<DumpTask> plan(List<SourceTable> tables) {
        return tasks(tables, keep(tables));
    }

    /** Only discards what has changed. */
    void discard(List<SourceTable> tables) {
        keep(tables);
    }

    private Kept keep(List<SourceTable> tables) {
        List<ArchiveEntry> entries = archive.completed().stream()
                .filter(entry -> entry.kind().equals(TableData.KIND)
                        && moment.database().equals(entry.metadata().get(TableData.DATABASE)))
                .toList();
        EarlierTables earlier = new EarlierTables(entries, moment.snapshot(), moment.countsComplete());
        Kept kept = new Kept(new HashSet<>(), new HashMap<>());
        for (SourceTable table : tables) {
            List<ArchiveEntry> good = good(earlier, table);
            if (!good.isEmpty()) {
                good.forEach(entry -> kept.items().add(entry.key()));
                kept.divisions().put(table, division(good.get(0)));
            }
        }
        archive.discard(earlier.allBut(kept.items()));
        return kept;
    }

    private List<ArchiveEntry> good(EarlierTables earlier, SourceTable table) {
        TableState now = TableStates.of(moment.now(), table.oid());
        List<ArchiveEntry> entries = earlier.good(table.data().itemName(), table.logged(), now);
        boolean same = entries.stream()
                .allMatch(entry -> TableData.of(entry.metadata()).equals(table.data()));
        boolean all =
                !entries.isEmpty() && entries.size() == division(entries.get(0)).parts();
        // Ranges of keys depend on statistics, which may be others by now.
        return same && (all || moment.version().isAtLeast(ChunkPlanner.READS_PAGE_RANGES)) ? entries : List.of();
    }

    private static ChunkPlanner.Division division(ArchiveEntry entry) {
        return new ChunkPlanner.Division(
                Integer.parseInt(entry.metadata().getOrDefault(TableData.PARTS, "1")),
                Long.parseLong(entry.metadata().getOrDefault(EarlierTables.PAGES, "0")));
    }

    private List<DumpTask> tasks(List<SourceTable> tables, Kept kept) {
        List<DumpTask> tasks = new ArrayList<>();
        for (TableChunk chunk : planner.plan(tables, kept.divisions())) {
            SourceTable table = chunk.table();
            if (kept.items().contains(new ItemKey(TableData.KIND, table.data().itemName(), chunk.number()))) {
                progress.correct(chunk.bytes(), 0);
            } else {
                TableState state = TableStates.of(moment.before(), table.oid());
                tasks.add(new TableDump(chunk, EarlierTables.metadata(moment.snapshot(), state), archive, progress));
            }
        }
        return tasks;
    }
}
