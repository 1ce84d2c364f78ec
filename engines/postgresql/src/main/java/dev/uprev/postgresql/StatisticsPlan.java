package dev.uprev.postgresql;

import dev.uprev.model.Side;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The work that gives the tables of a database their planner statistics: each as soon as its rows and what is built on
 * them are there. Where they are imported, a look at all tables follows, and what is missing still is gathered.
 */
final class StatisticsPlan {
    private final DatabaseRestore database;
    private final PreparedDatabase prepared;
    private final StatisticsEntries entries;
    private final boolean importing;
    private final WorkQueue queue;
    private final Work done;
    private final Map<String, StatisticsImport> imports = new HashMap<>();

    StatisticsPlan(DatabaseRestore database, PreparedDatabase prepared, StatisticsEntries entries) {
        this.database = database;
        this.prepared = prepared;
        this.entries = entries;
        this.importing = database.scope().statistics() == StatisticsOrigin.IMPORT && entries.areThere();
        this.queue = database.scope().queue();
        this.done = Work.gate("statistics of " + database.name());
    }

    /**
     * Puts the work into the queue.
     *
     * @param onTop by the key of a table, what builds its indexes and the like
     * @param all what ends when these are built in the whole database and all rows are there
     * @return the gate that opens when all is done
     */
    Work addWork(Map<String, List<Work>> onTop, Collection<Work> all) {
        queue.addShut(done);
        List<Work> added = new ArrayList<>();
        for (TargetTables.Table table : prepared.tables().values()) {
            // Without the import, a partitioned table that is analyzed covers its partitions.
            if (table.kind() != 'm' && (importing || !table.isPartition())) {
                Work.Action action = action(table);
                if (!isDone(action)) {
                    Work work = work(table, action);
                    List<Work> after = new ArrayList<>(onTop.getOrDefault(table.key(), List.of()));
                    after.addAll(
                            table.standsAlone()
                                    ? List.of(database.table(table.key()).loaded())
                                    : all);
                    queue.add(work, after, List.of(done));
                    added.add(work);
                }
            }
        }
        if (!imports.isEmpty()) {
            Work look = Work.of("missing statistics of " + database.name(), () -> 0, this::addMissing);
            queue.add(look, added, List.of(done));
        }
        queue.open(done);
        return done;
    }

    private Work.Action action(TargetTables.Table table) {
        Analyze analyze = new Analyze(database, table, importing);
        // Rows that go through the root may be in other partitions than on the source.
        List<SchemaEntry> known = importing && table.root().isEmpty() ? entries.of(table.key()) : List.of();
        if (known.isEmpty()) {
            return analyze;
        }
        StatisticsImport its = new StatisticsImport(database, table, known, analyze);
        imports.put(table.key(), its);
        return its;
    }

    private boolean isDone(Work.Action action) {
        return action instanceof Analyze analyze
                ? prepared.isDone(analyze.note())
                : action instanceof StatisticsImport its
                        && (prepared.isDone(its.note())
                                || prepared.isDone(its.instead().note()));
    }

    private Work work(TargetTables.Table table, Work.Action action) {
        LongSupplier weight = () -> 0;
        if (table.standsAlone()) {
            TableRestore rows = database.table(table.key());
            weight = () -> rows.bytes() / 4;
        }
        String label = "statistics of " + database.name() + "." + table.key();
        return Work.using(Set.of(database.lock(table.key())), true, label, weight, action);
    }

    /** Columns that were added since the source was analyzed, values that the target refuses, and the like. */
    private void addMissing(RestoreWorker worker) throws IOException {
        TargetSession session = worker.session(database.name());
        session.prepare(TableLoad.DATA_SESSION);
        try {
            Map<String, String> notes = Bookkeeping.read(session.connection());
            for (String key : MissingStatistics.read(session.connection())) {
                StatisticsImport its = imports.get(key);
                if (its != null
                        && notes.containsKey(its.note())
                        && !notes.containsKey(its.instead().note())) {
                    queue.add(work(its.table(), its.instead()), List.of(), List.of(done));
                }
            }
        } catch (SQLException e) {
            throw PgErrors.explain(Side.TARGET, e);
        }
    }
}
