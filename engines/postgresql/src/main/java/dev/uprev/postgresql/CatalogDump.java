package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveWriter;
import dev.uprev.model.Cancellation;
import dev.uprev.model.Side;
import dev.uprev.plan.StepContext;
import java.sql.Connection;
import java.sql.SQLException;

/** Dumps what a database has besides rows and the bytes of large objects. */
final class CatalogDump {
    private static final String POPULATED_VIEWS = "SELECT n.nspname, c.relname FROM pg_class AS c"
            + " JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.relkind = 'm' AND c.relispopulated"
            + " ORDER BY n.nspname, c.relname";

    private final StepContext context;
    private final SmallItems items;
    private final SchemaTools tools;
    private final String database;

    CatalogDump(StepContext context, ArchiveWriter archive, String database) {
        this.context = context;
        this.items = new SmallItems(archive, context.workDirectory());
        this.tools = new SchemaTools(context);
        this.database = database;
    }

    /**
     * Dumps the schema and what goes with it. The schema first, since a restore that runs at the same time waits for
     * it.
     *
     * @param connection sees the snapshot
     */
    void run(Connection connection, String snapshot, Cancellation stopping) throws Exception {
        items.put(
                ArchiveItems.SCHEMA,
                database,
                file -> {
                    tools.schema(database, snapshot, file, stopping);
                    return 1;
                },
                CustomFormatDigest::of);
        try {
            items.lines(
                    ArchiveItems.SEQUENCES,
                    database,
                    SequenceValue.class,
                    sink -> SequenceReader.read(connection, sink));
            if (ServerVersion.of(connection).isAtLeast(90300)) {
                items.lines(
                        ArchiveItems.POPULATED_VIEWS,
                        database,
                        PopulatedView.class,
                        sink -> Sql.list(
                                        connection,
                                        POPULATED_VIEWS,
                                        row -> new PopulatedView(row.getString(1), row.getString(2)))
                                .forEach(sink));
            }
        } catch (SQLException e) {
            throw PgErrors.explain(Side.SOURCE, e);
        }
    }

    /** Dumps what a target is compared by. */
    void comparison() throws Exception {
        CatalogItems.ofDatabase(context, items, database);
    }

    /** Dumps what large objects have besides their bytes. */
    void largeObjects(Connection connection) throws Exception {
        items.lines(
                ArchiveItems.LARGE_OBJECT_PROPERTIES,
                database,
                LargeObjectProperties.class,
                sink -> LargeObjectCatalog.read(connection, sink));
    }
}
