package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ItemReader;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.Side;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * One database on its way into the target. Takes its items as the archive gives them and turns them into work: schema
 * first; then rows, and what stands on the rows of a table as soon as these are there; then the rest. Thread-safe.
 */
final class DatabaseRestore {
    private final RestoreScope scope;
    private final String name;
    private final Path folder;
    private final Work prepared;
    /** All large objects are there, without their bytes: several items may have bytes, but only one creates. */
    private final Work objectsThere;

    private final Work loaded;
    private final Map<String, TableRestore> tables = new HashMap<>();
    private Optional<PreparedDatabase> database = Optional.empty();
    private Optional<Set<String>> populated = Optional.empty();
    private boolean hasSchema;
    private boolean hasObjects;
    private boolean hasEnded;

    /** @param folder for the scripts of this database */
    DatabaseRestore(RestoreScope scope, String name, Path folder) {
        this.scope = scope;
        this.name = name;
        this.folder = folder;
        this.prepared = scope.queue().addShut(Work.gate("schema of " + name));
        this.objectsThere = scope.queue().addShut(Work.gate("large objects of " + name));
        this.loaded = scope.queue().addShut(Work.gate("data of " + name));
    }

    RestoreScope scope() {
        return scope;
    }

    String name() {
        return name;
    }

    /** What work calls a table that it uses, see {@link Work#using}. */
    String lock(String key) {
        return name + "/" + key;
    }

    /** The gate that opens when all data are there. */
    Work loaded() {
        return loaded;
    }

    /** The database with its schema; there when the work that asks waits for it. */
    synchronized PreparedDatabase prepared() {
        return database.orElseThrow();
    }

    /** Whether a materialized view is to be filled. */
    synchronized boolean isPopulated(SchemaEntry view) {
        return populated
                .map(keys -> keys.contains(TargetTables.Table.key(view.schema(), view.name())))
                .orElse(true);
    }

    /** The table of that key, see {@link TargetTables.Table#key}. */
    synchronized TableRestore table(String key) {
        return tables.computeIfAbsent(key, any -> {
            TableRestore table =
                    new TableRestore(name + "." + key, scope.queue().addShut(Work.gate("rows of " + name + "." + key)));
            if (hasEnded) {
                scope.queue().open(table.loaded());
            }
            return table;
        });
    }

    /**
     * Takes an item.
     *
     * @param roles the gate that opens when the roles are there
     */
    synchronized void add(ArchiveEntry item, Work roles) throws IOException {
        switch (item.kind()) {
            case ArchiveItems.SCHEMA -> {
                hasSchema = true;
                Work work = Work.of("schema of " + name, () -> Long.MAX_VALUE, worker -> prepare(worker, item));
                scope.queue().add(work, List.of(roles));
            }
            case TableData.KIND -> addRows(item);
            case ArchiveItems.SEQUENCES -> addData(item, new SequenceRestore(this, item), List.of(prepared), loaded);
            case ArchiveItems.LARGE_OBJECT_PROPERTIES -> {
                hasObjects = true;
                addData(item, new LargeObjectOwners(this, item), List.of(prepared), objectsThere);
                scope.queue().open(objectsThere);
            }
            case ArchiveItems.LARGE_OBJECTS ->
                addData(item, new LargeObjectLoad(this, item), List.of(prepared, objectsThere), loaded);
            case ArchiveItems.POPULATED_VIEWS -> populated = Optional.of(readPopulated(item));
            case ArchiveItems.CATALOG -> {
                // for the verification
            }
            default ->
                throw UpgradeException.failed("archive-item-unknown", "cannot restore an item of the dump")
                        .seen(item.key())
                        .why("this version of the library does not know its kind")
                        .fix("use the version that made the dump, or a later one");
        }
    }

    private void addRows(ArchiveEntry item) {
        TableData data = TableData.of(item.metadata());
        TableRestore table = table(TargetTables.Table.key(data.schema(), data.table()));
        for (List<ArchiveEntry> together : table.add(item)) {
            addLoad(table, new ArchivedRows(this, data, together, table.isWhole(together)), counted -> {});
        }
        if (table.isComplete()) {
            scope.queue().open(table.loaded());
        }
    }

    /** Takes rows that come from elsewhere than the archive, one of several parts of a table. */
    synchronized void add(TableContent rows, int parts) {
        TableData data = rows.table();
        TableRestore table = table(TargetTables.Table.key(data.schema(), data.table()));
        table.addPart(parts, rows.bytes());
        addLoad(table, rows, table::addRows);
        if (table.isComplete()) {
            scope.queue().open(table.loaded());
        }
    }

    /** @param loaded is told how many rows were loaded; an archive has said it before */
    private void addLoad(TableRestore table, TableContent rows, LongConsumer loaded) {
        Work work = Work.of("rows of " + rows.table().label(), table::loadWeight, new TableLoad(this, rows, loaded));
        scope.queue().add(work, List.of(prepared), List.of(table.loaded(), this.loaded));
    }

    private void addData(ArchiveEntry item, Work.Action action, List<Work> after, Work before) {
        scope.queue().add(Work.of(item.key().toString(), item::rawBytes, action), after, List.of(before));
    }

    private Set<String> readPopulated(ArchiveEntry item) throws IOException {
        Set<String> keys = new HashSet<>();
        try (ItemReader reader = scope.archive().read(item)) {
            new JsonLines<>(PopulatedView.class)
                    .read(reader, view -> keys.add(TargetTables.Table.key(view.schema(), view.name())));
        }
        return keys;
    }

    /** The archive has ended: what has not come will not come. */
    synchronized void end() {
        if (!hasSchema) {
            throw UpgradeException.failed("archive-incomplete", "the dump lacks the schema of a database")
                    .seen(name)
                    .why("it has data of it")
                    .fix("dump again into an empty directory");
        }
        hasEnded = true;
        for (TableRestore table : tables.values()) {
            if (table.endsEmpty()) {
                scope.queue().open(table.loaded());
            }
        }
        if (!hasObjects) {
            scope.queue().open(objectsThere);
        }
        scope.queue().open(loaded);
    }

    private void prepare(RestoreWorker worker, ArchiveEntry item) throws IOException {
        SchemaScripts scripts = SchemaScripts.write(
                scope.archive(),
                item,
                folder,
                scope.pgRestore(),
                scope.context().tools(),
                scope.context().cancellation());
        new DatabaseCreation(scope, name, scripts.preData()).create(worker);
        worker.session(name).execute(Bookkeeping.CREATE + "; " + Bookkeeping.noteOnce(item));
        Map<String, String> notes = ask(Bookkeeping::read);
        PreparedDatabase.isDone(notes, item);
        SchemaRestore preData = new SchemaRestore(scope, name, scripts.preData());
        for (SchemaEntry object : scripts.preData().entries()) {
            if (!DatabaseCreation.isOfDatabase(object) && !notes.containsKey(SchemaRestore.note(object))) {
                preData.restore(worker, object, "");
            }
        }
        Map<String, TargetTables.Table> found = ask(TargetTables::read).stream()
                .collect(Collectors.toMap(TargetTables.Table::key, table -> table, (one, other) -> one));
        PreparedDatabase result = new PreparedDatabase(scripts, notes, found);
        synchronized (this) {
            database = Optional.of(result);
        }
        new RestorePlan(this, result).addWork();
        scope.queue().open(prepared);
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T ask(Question<T> question) {
        try (Connection connection = scope.connections().open(name, "restore")) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw PgErrors.explain(Side.TARGET, e);
        }
    }
}
