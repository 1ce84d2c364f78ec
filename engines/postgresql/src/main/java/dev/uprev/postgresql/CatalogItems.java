package dev.uprev.postgresql;

import dev.uprev.model.Side;
import dev.uprev.plan.StepContext;
import java.sql.Connection;
import java.util.List;

/**
 * Writes the catalogs of the source into the archive, so that a target can be compared with the dump alone. The dump
 * holds the tables still meanwhile.
 */
final class CatalogItems {
    private CatalogItems() {}

    static void ofServer(StepContext context, SmallItems items) throws Exception {
        Connections source = new Connections(Side.SOURCE, context.source(), context.secrets());
        write(
                source,
                source.mainDatabase(),
                items,
                ArchiveItems.SERVER_CATALOG,
                ArchiveItems.CLUSTER,
                CatalogQuery.OF_SERVER);
    }

    static void ofDatabase(StepContext context, SmallItems items, String database) throws Exception {
        Connections source = new Connections(Side.SOURCE, context.source(), context.secrets());
        write(source, database, items, ArchiveItems.CATALOG, database, CatalogQuery.OF_DATABASE);
    }

    private static void write(
            Connections source, String database, SmallItems items, String kind, String name, List<CatalogQuery> queries)
            throws Exception {
        // A cursor needs a transaction of the driver's; the one that holds the tables is not.
        ConnectionRequest request = ConnectionRequest.of(database, "dump").inTransactions();
        try (Connection connection = source.open(request.readingOnly())) {
            items.lines(kind, name, CatalogLine.class, sink -> new ServerCatalog(connection).give(queries, sink));
        }
    }
}
