package dev.uprev.postgresql;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The work that follows the schema of a database and its rows, with all that it has to wait for: indexes and keys;
 * statistics of each table as soon as these are there; triggers and the like; materialized views; what belongs to the
 * database as a whole.
 */
final class RestorePlan {
    private final DatabaseRestore database;
    private final PreparedDatabase prepared;
    private final WorkQueue queue;
    private final PostData postData;
    private final SchemaRestore schema;
    private final Map<Integer, Work> early = new HashMap<>();
    /** By the key of a table, what is built on top of it. */
    private final Map<String, List<Work>> onTop = new HashMap<>();

    RestorePlan(DatabaseRestore database, PreparedDatabase prepared) {
        this.database = database;
        this.prepared = prepared;
        this.queue = database.scope().queue();
        this.postData = new PostData(
                prepared.scripts().preData().entries(),
                prepared.scripts().postData().entries());
        this.schema = new SchemaRestore(
                database.scope(), database.name(), prepared.scripts().postData());
    }

    /** Puts everything into the queue. */
    void addWork() {
        postData.early().forEach(this::addEarly);
        Work allEarly = gate("indexes and keys", early.values());
        Work statistics = new StatisticsPlan(database, prepared, postData.statistics())
                .addWork(onTop, List.of(allEarly, database.loaded()));

        Work late = work("triggers and rules", this::restoreLate);
        queue.add(late, List.of(allEarly, database.loaded()));
        Work refreshed = gate("materialized views", addRefresh(late));

        DatabaseCreation properties = new DatabaseCreation(
                database.scope(), database.name(), prepared.scripts().preData());
        Work last = work("settings", properties::finish);
        queue.add(last, List.of(statistics, refreshed));
    }

    private Work work(String what, Work.Action action) {
        return Work.of(what + " of " + database.name(), () -> 0, action);
    }

    private Work gate(String what, Collection<Work> after) {
        Work gate = Work.gate(what + " of " + database.name());
        queue.add(gate, after);
        return gate;
    }

    private void addEarly(PostData.Early object) {
        if (prepared.isDone(SchemaRestore.note(object.entry()))) {
            return;
        }
        List<TableRestore> tables = object.tables().stream()
                .filter(this::hasRows)
                .map(database::table)
                .toList();
        List<Work> after = new ArrayList<>();
        tables.forEach(table -> after.add(table.loaded()));
        object.after().stream().map(early::get).filter(Objects::nonNull).forEach(after::add);
        if (object.tables().isEmpty()) {
            after.add(database.loaded());
        }
        tables.forEach(TableRestore::countEntry);
        Work work = Work.using(
                object.tables().stream().map(database::lock).collect(Collectors.toSet()),
                object.locksTables(),
                object.entry() + " of " + database.name(),
                () -> tables.stream().mapToLong(TableRestore::bytes).sum(),
                worker -> restoreEarly(worker, object));
        early.put(object.entry().id(), work);
        if (!object.isForeignKey()) {
            object.tables()
                    .forEach(key ->
                            onTop.computeIfAbsent(key, any -> new ArrayList<>()).add(work));
        }
        queue.add(work, after);
    }

    private boolean hasRows(String key) {
        TargetTables.Table table = prepared.tables().get(key);
        return table != null && table.hasRows();
    }

    /** Where other workers have nothing to do, the server may use their processors for this one. */
    private void restoreEarly(RestoreWorker worker, PostData.Early object) throws IOException {
        String settings = database.scope().target().isAtLeast(110000)
                ? "SET max_parallel_maintenance_workers = " + worker.idleWorkers() + ";\n"
                : "";
        schema.restore(worker, object.entry(), settings);
    }

    private void restoreLate(RestoreWorker worker) throws IOException {
        for (SchemaEntry object : postData.late()) {
            if (!prepared.isDone(SchemaRestore.note(object))) {
                schema.restore(worker, object, "");
            }
        }
    }

    private Collection<Work> addRefresh(Work late) {
        Map<Integer, Work> refreshes = new HashMap<>();
        MaterializedViews views = postData.materializedViews();
        for (SchemaEntry view : views.inOrder()) {
            ViewRefresh refresh = new ViewRefresh(database, view);
            List<Work> after = new ArrayList<>(List.of(late));
            views.readBy(view).stream()
                    .map(refreshes::get)
                    .filter(Objects::nonNull)
                    .forEach(after::add);
            Work work = work("materialized view " + view.name(), refresh);
            queue.add(work, after);
            refreshes.put(view.id(), work);
        }
        return refreshes.values();
    }
}
