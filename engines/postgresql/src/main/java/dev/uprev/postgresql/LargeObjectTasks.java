package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.ItemKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Finds out which large objects are still to be dumped. */
final class LargeObjectTasks {
    private static final long PART_BYTES = 128L << 20;

    private final DumpMoment moment;
    private final ArchiveWriter archive;
    private final DumpProgress progress;

    LargeObjectTasks(DumpMoment moment, ArchiveWriter archive, DumpProgress progress) {
        this.moment = moment;
        this.archive = archive;
        this.progress = progress;
    }

    /** As {@link TableTasks#plan}; the connection sees the snapshot. */
    List<DumpTask> plan(Connection connection) throws SQLException {
        List<ArchiveEntry> good = keep();
        Set<ItemKey> kept = good.stream().map(ArchiveEntry::key).collect(Collectors.toSet());
        long bytes = Sql.number(connection, "SELECT pg_relation_size('pg_largeobject')");
        int parts = good.isEmpty()
                ? (int) (1 + bytes / PART_BYTES)
                : Integer.parseInt(good.get(0).metadata().getOrDefault(TableData.PARTS, "1"));
        return tasks(LargeObjectReader.divide(connection, parts), bytes, kept);
    }

    /** Only discards what has changed. */
    void discard() {
        keep();
    }

    private List<ArchiveEntry> keep() {
        List<ArchiveEntry> entries = archive.completed().stream()
                .filter(entry -> entry.kind().equals(ArchiveItems.LARGE_OBJECTS)
                        && entry.name().equals(moment.database()))
                .toList();
        EarlierTables earlier = new EarlierTables(entries, moment.snapshot(), moment.countsComplete());
        List<ArchiveEntry> good = earlier.good(moment.database(), true, TableStates.ofLargeObjects(moment.now()));
        archive.discard(earlier.allBut(good.stream().map(ArchiveEntry::key).toList()));
        return good;
    }

    private List<DumpTask> tasks(List<LargeObjectReader.Range> ranges, long bytes, Set<ItemKey> kept) {
        SortedMap<String, String> state =
                EarlierTables.metadata(moment.snapshot(), TableStates.ofLargeObjects(moment.before()));
        List<DumpTask> tasks = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            long share = bytes / ranges.size();
            if (kept.contains(new ItemKey(ArchiveItems.LARGE_OBJECTS, moment.database(), i))) {
                progress.correct(share, 0);
            } else {
                LargeObjectDump.Part part = new LargeObjectDump.Part(ranges.get(i), i, ranges.size(), share);
                tasks.add(new LargeObjectDump(moment.database(), part, state, archive, progress));
            }
        }
        return tasks;
    }
}
