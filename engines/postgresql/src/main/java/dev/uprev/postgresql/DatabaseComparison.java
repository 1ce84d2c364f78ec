package dev.uprev.postgresql;

import dev.uprev.plan.Difference;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Crew;
import dev.uprev.transfer.Differences;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the rows and the large objects of one database. For one thread, which starts others. */
final class DatabaseComparison {
    /** In so many tables, differing rows are named. */
    private static final int NAMED = 20;

    private final StepContext context;
    private final ComparedSource source;
    private final Connections target;
    private final String database;
    private final Differences faults;
    private final boolean namesRows;
    private final Runnable watch;
    private int named;
    private long tables;
    private long rows;

    /**
     * @param namesRows whether contents are compared, so that there is something to name
     * @param watch asked all the time; what it throws ends the comparison
     */
    DatabaseComparison(
            StepContext context,
            ComparedSource source,
            Connections target,
            String database,
            Differences faults,
            boolean namesRows,
            Runnable watch) {
        this.context = context;
        this.source = source;
        this.target = target;
        this.database = database;
        this.faults = faults;
        this.namesRows = namesRows;
        this.watch = watch;
    }

    /** How many tables the source has. */
    long tables() {
        return tables;
    }

    /** How many rows and large objects the source has. */
    long rows() {
        return rows;
    }

    /** Compares all. */
    void run(DatabaseReading reading) throws Exception {
        List<TableData> all = source.tables(database);
        Crew crew = new Crew(context, watch);
        source.start(crew, database, all);
        reading.start(crew, all);
        crew.await();
        Map<String, ReadSum> ours = source.sums(database);
        Crew finders = new Crew(context, watch);
        finders.start("verify-rows", () -> compare(all, ours, reading, finders));
        finders.await();
    }

    private void compare(List<TableData> all, Map<String, ReadSum> ours, DatabaseReading theirs, Crew crew)
            throws SQLException, IOException {
        for (TableData table : all) {
            Optional<ReadSum> our = Optional.ofNullable(ours.get(table.itemName()));
            tables++;
            rows += our.map(ReadSum::rows).orElse(0L);
            Optional<ReadSum> their = Optional.ofNullable(theirs.tables().get(table.itemName()));
            // A table that is missing on one side is told by the comparison of catalogs.
            if (our.isPresent() && their.isPresent()) {
                compare(table, our.get(), their.get(), crew);
            }
        }
        ReadSum our = source.largeObjects(database);
        rows += our.rows();
        if (!our.isSame(theirs.largeObjects())) {
            name(
                    database,
                    "large objects",
                    our,
                    theirs.largeObjects(),
                    RowFinder.ofLargeObjects(database, crew.stopping()),
                    source.largeObjectRows(database, crew),
                    ServerRows.ofLargeObjects(target, database, crew));
        }
    }

    private void compare(TableData table, ReadSum ours, ReadSum theirs, Crew crew) throws SQLException, IOException {
        Optional<String> refusal = theirs.refusal().or(ours::refusal);
        if (refusal.isPresent()) {
            faults.add(new Difference(
                    table.label(),
                    "number of rows",
                    ours.refusal().map(reason -> "not readable").orElse(String.valueOf(ours.rows())),
                    theirs.refusal().map(reason -> "not readable: " + reason).orElse(String.valueOf(theirs.rows()))));
        } else if (!ours.isSame(theirs)) {
            try (Connection connection =
                    target.open(ConnectionRequest.of(database, "verify").readingOnly())) {
                RowFinder finder = new RowFinder(
                        table, TableShape.key(connection, table), TableShape.texts(connection, table), crew.stopping());
                name(
                        table.label(),
                        "rows",
                        ours,
                        theirs,
                        finder,
                        source.rows(table, crew),
                        ServerRows.of(target, table, Optional.empty(), crew));
            }
        }
    }

    private void name(
            String label,
            String units,
            ReadSum ours,
            ReadSum theirs,
            RowFinder finder,
            TableRows ourRows,
            TableRows theirRows)
            throws IOException {
        List<Difference> found = new ArrayList<>();
        if (ours.rows() != theirs.rows()) {
            found.add(new Difference(
                    label, "number of " + units, String.valueOf(ours.rows()), String.valueOf(theirs.rows())));
        }
        if (namesRows && named < NAMED) {
            named++;
            found.addAll(finder.find(ourRows, theirRows));
        }
        if (found.isEmpty()) {
            found.add(new Difference(label, "digest of " + units, "one", "another"));
        }
        found.forEach(faults::add);
    }
}
