package dev.uprev.postgresql;

import dev.uprev.model.VerificationLevel;
import dev.uprev.transfer.Crew;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The source itself, as it is now. */
final class LiveSource implements ComparedSource {
    private final Connections connections;
    private final VerificationLevel level;
    private final int jobs;
    private final DumpProgress progress;
    private final ReadScope scope;
    private final Predicate<SourceTable> chosen;
    private final Map<String, DatabaseReading> readings = new HashMap<>();

    /** All of it, as it is now. */
    LiveSource(Connections connections, VerificationLevel level, int jobs, DumpProgress progress) {
        this(connections, level, jobs, progress, ReadScope.NOW, table -> true);
    }

    /** @param chosen the tables that are compared */
    LiveSource(
            Connections connections,
            VerificationLevel level,
            int jobs,
            DumpProgress progress,
            ReadScope scope,
            Predicate<SourceTable> chosen) {
        this.scope = scope;
        this.chosen = chosen;
        this.connections = connections;
        this.level = level;
        this.jobs = jobs;
        this.progress = progress;
    }

    @Override
    public boolean catalog(String database, Consumer<CatalogLine> sink) throws SQLException {
        boolean ofServer = database.isEmpty();
        ConnectionRequest request = ConnectionRequest.of(ofServer ? connections.mainDatabase() : database, "verify");
        try (Connection connection = connections.open(request.inTransactions().readingOnly())) {
            new ServerCatalog(connection).give(ofServer ? CatalogQuery.OF_SERVER : CatalogQuery.OF_DATABASE, sink);
        }
        return true;
    }

    @Override
    public List<TableData> tables(String database) throws SQLException {
        try (Connection connection =
                connections.open(ConnectionRequest.of(database, "verify").readingOnly())) {
            return new TableCatalog(connection, ServerVersion.of(connection), database)
                    .read().stream().filter(chosen).map(SourceTable::data).toList();
        }
    }

    @Override
    public void start(Crew crew, String database, List<TableData> tables) throws SQLException {
        DatabaseReading reading = new DatabaseReading(connections, database, level, jobs, progress, scope);
        readings.put(database, reading);
        reading.start(crew, tables);
    }

    @Override
    public Map<String, ReadSum> sums(String database) {
        return reading(database).tables();
    }

    @Override
    public ReadSum largeObjects(String database) {
        return reading(database).largeObjects();
    }

    private DatabaseReading reading(String database) {
        DatabaseReading reading = readings.get(database);
        if (reading == null) {
            throw new IllegalStateException("database " + database + " was not read");
        }
        return reading;
    }

    @Override
    public TableRows rows(TableData table, Crew crew) {
        return ServerRows.of(connections, table, scope.snapshot(), crew);
    }

    @Override
    public TableRows largeObjectRows(String database, Crew crew) {
        return ServerRows.ofLargeObjects(connections, database, crew);
    }

    @Override
    public void close() {}
}
