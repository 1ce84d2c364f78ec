package dev.uprev.postgresql;

import dev.uprev.transfer.Crew;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The source as it is now, behind its fence; only what belongs to a database itself, such as who may connect to it, is
 * taken as it was when the seed began, since the fence has changed it.
 */
final class ReplicatedSource implements ComparedSource {
    private final LiveSource live;
    private final ArchivedSource seeded;

    /** @param seeded closed with this */
    ReplicatedSource(LiveSource live, ArchivedSource seeded) {
        this.live = live;
        this.seeded = seeded;
    }

    @Override
    public boolean catalog(String database, Consumer<CatalogLine> sink) throws SQLException, IOException {
        if (database.isEmpty()) {
            return live.catalog(database, sink);
        }
        Map<String, List<CatalogEntry>> ofDatabase = ofDatabase(database);
        return live.catalog(database, line -> {
            if (line.entry().filter(SchemaWatch.OF_DATABASE).isEmpty()) {
                sink.accept(line);
            }
            // They come first in their kind: nothing is before an empty name.
            line.kind()
                    .ifPresent(kind -> ofDatabase
                            .getOrDefault(kind, List.of())
                            .forEach(entry -> sink.accept(CatalogLine.of(entry))));
        });
    }

    private Map<String, List<CatalogEntry>> ofDatabase(String database) throws IOException {
        Map<String, List<CatalogEntry>> entries = new HashMap<>();
        String[] kind = {""};
        seeded.catalog(database, line -> {
            line.kind().ifPresent(next -> kind[0] = next);
            line.entry()
                    .filter(SchemaWatch.OF_DATABASE)
                    .ifPresent(entry -> entries.computeIfAbsent(kind[0], any -> new ArrayList<>())
                            .add(entry));
        });
        return entries;
    }

    @Override
    public List<TableData> tables(String database) throws SQLException {
        return live.tables(database);
    }

    @Override
    public void start(Crew crew, String database, List<TableData> tables) throws SQLException {
        live.start(crew, database, tables);
    }

    @Override
    public Map<String, ReadSum> sums(String database) {
        return live.sums(database);
    }

    @Override
    public ReadSum largeObjects(String database) {
        return live.largeObjects(database);
    }

    @Override
    public TableRows rows(TableData table, Crew crew) {
        return live.rows(table, crew);
    }

    @Override
    public TableRows largeObjectRows(String database, Crew crew) {
        return live.largeObjectRows(database, crew);
    }

    @Override
    public void close() {
        seeded.close();
    }
}
