package dev.uprev.postgresql;

import dev.uprev.model.VerificationLevel;
import dev.uprev.transfer.Crew;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the rows and large objects of a database on one side, by several workers. For one thread, which starts others.
 */
final class DatabaseReading {
    private static final long LARGE_OBJECTS_AT_ONCE = 128L << 20;

    private final Connections connections;
    private final String database;
    private final VerificationLevel level;
    private final int jobs;
    private final DumpProgress progress;
    private final ReadScope scope;
    private final Map<String, ReadSum> tables = new HashMap<>();
    private final ReadSum largeObjects = new ReadSum();

    DatabaseReading(
            Connections connections,
            String database,
            VerificationLevel level,
            int jobs,
            DumpProgress progress,
            ReadScope scope) {
        this.connections = connections;
        this.scope = scope;
        this.database = database;
        this.level = level;
        this.jobs = jobs;
        this.progress = progress;
    }

    /** What each table comes to, by the name of its items; those that are not on this side are not there. */
    Map<String, ReadSum> tables() {
        return tables;
    }

    ReadSum largeObjects() {
        return largeObjects;
    }

    /** Has the crew read these tables, and the large objects where they are in the scope. */
    void start(Crew crew, List<TableData> wanted) throws SQLException {
        Queue<ReadTask> queue = new ConcurrentLinkedQueue<>();
        try (Connection connection =
                connections.open(ConnectionRequest.of(database, "verify").readingOnly())) {
            List<ReadTask> tasks = new ArrayList<>(tableTasks(connection, wanted));
            if (scope.largeObjects()) {
                tasks.addAll(largeObjectTasks(connection));
            }
            tasks.sort(Comparator.comparingLong(ReadTask::bytes).reversed());
            queue.addAll(tasks);
        }
        for (int i = 1; i <= Math.min(jobs, queue.size()); i++) {
            crew.start("verify-" + connections.side() + "-" + i, () -> work(crew, queue));
        }
    }

    private List<ReadTask> tableTasks(Connection connection, List<TableData> wanted) throws SQLException {
        ServerVersion version = ServerVersion.of(connection);
        Map<String, SourceTable> here = new TableCatalog(connection, version, database)
                .read().stream().collect(Collectors.toMap(table -> table.data().itemName(), Function.identity()));
        List<SourceTable> all = wanted.stream()
                .flatMap(
                        data -> Optional.ofNullable(here.get(data.itemName())).map(table -> with(data, table)).stream())
                .toList();
        all.forEach(table -> tables.put(table.data().itemName(), new ReadSum()));
        ChunkPlanner planner = new ChunkPlanner(version, jobs, new IntegerKeyRanges(connection, connections.side()));
        return planner.plan(all, Map.of()).stream().map(this::task).toList();
    }

    /** The table is copied as the dump has copied it, and divided by the size that it has here. */
    private static SourceTable with(TableData data, SourceTable here) {
        return new SourceTable(here.oid(), data, here.bytes(), here.pages(), here.logged());
    }

    private ReadTask task(TableChunk chunk) {
        progress.correct(0, chunk.bytes());
        ReadSum sum = tables.computeIfAbsent(chunk.table().data().itemName(), name -> new ReadSum());
        return new TableReadTask(chunk, level, sum, progress);
    }

    private List<ReadTask> largeObjectTasks(Connection connection) throws SQLException {
        if (level != VerificationLevel.CONTENT) {
            largeObjects.add(Sql.number(connection, "SELECT count(*) FROM pg_largeobject_metadata"));
            return List.of();
        }
        long bytes = Sql.number(connection, "SELECT pg_relation_size('pg_largeobject')");
        List<LargeObjectReader.Range> ranges =
                LargeObjectReader.divide(connection, (int) (1 + bytes / LARGE_OBJECTS_AT_ONCE));
        progress.correct(0, ranges.isEmpty() ? 0 : bytes);
        return ranges.stream()
                .<ReadTask>map(range -> new LargeObjectReadTask(
                        database + " large objects", range, bytes / ranges.size(), largeObjects, progress))
                .toList();
    }

    private void work(Crew crew, Queue<ReadTask> queue) throws Exception {
        try (ReadingSession session = ReadingSession.open(connections, database, scope.snapshot())) {
            crew.workOff(session, queue);
        } catch (SQLException e) {
            throw PgErrors.explain(connections.side(), e);
        } catch (IOException e) {
            throw PgErrors.explain(connections.side(), e);
        }
    }
}
