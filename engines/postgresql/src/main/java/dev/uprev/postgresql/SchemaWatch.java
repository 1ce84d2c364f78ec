package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveReader;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.Difference;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Differences;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Notices that a definition has changed since the seed: replication carries rows alone. What the publisher has now is
 * compared with the catalog of the source that was kept at the seed; later only where a fingerprint of it has changed,
 * since that takes less time. For one thread.
 */
final class SchemaWatch {
    private static final int SHOWN = 10;

    /** Has rows of its own, which are carried over at the end. */
    private static final Predicate<CatalogEntry> LARGE_OBJECT =
            entry -> entry.name().startsWith("large object ");

    /** What belongs to the database itself: a fence changes it. */
    static final Predicate<CatalogEntry> OF_DATABASE =
            entry -> entry.schema().isEmpty() && entry.name().isEmpty();

    private final StepContext context;
    private final Route route;
    private final Predicate<CatalogEntry> ignored;

    private SchemaWatch(Route route, Predicate<CatalogEntry> ignored) {
        this.context = route.context();
        this.route = route;
        this.ignored = ignored;
    }

    /** A look before the fence. */
    static SchemaWatch before(Route route) {
        return new SchemaWatch(route, LARGE_OBJECT);
    }

    /** A look behind the fence. */
    static SchemaWatch behind(Route route) {
        return new SchemaWatch(route, LARGE_OBJECT.or(OF_DATABASE));
    }

    /** Keeps what the publisher has now, as far as it is known to be right. */
    static void keep(Route route) throws SQLException {
        for (String database : route.databases()) {
            route.context().remember(key(route, database), fingerprint(route, database));
        }
    }

    private static String key(Route route, String database) {
        return "replication: definitions of " + route.link(database);
    }

    private static String fingerprint(Route route, String database) throws SQLException {
        ConnectionRequest request =
                ConnectionRequest.of(database, "replication").readingOnly();
        try (Connection connection = route.publisher().open(request)) {
            return CatalogFingerprint.of(connection);
        }
    }

    /**
     * Looks, and keeps what was found to be right.
     *
     * @throws UpgradeException {@code schema-changed}, naming the differences
     */
    void check() throws SQLException, IOException {
        Differences faults = new Differences();
        for (String database : route.databases()) {
            // Before the comparison: what is changed while it goes on must not pass for right.
            String now = fingerprint(route, database);
            if (!context.recall(key(route, database)).equals(Optional.of(now))) {
                long before = faults.count();
                compare(database, faults);
                if (faults.count() == before) {
                    context.remember(key(route, database), now);
                }
            }
        }
        if (faults.count() > 0) {
            long more = faults.count() - SHOWN;
            throw UpgradeException.failed(
                            "schema-changed",
                            "definitions on the " + route.publisher().side() + " have changed during the replication")
                    .seen(faults.first().stream()
                                    .limit(SHOWN)
                                    .map(Difference::toString)
                                    .collect(Collectors.joining("; "))
                            + (more > 0 ? "; and " + more + " more" : ""))
                    .why("replication carries rows, not definitions")
                    .fix("undo the change, or have the upgrade begin anew; and change nothing until it has ended");
        }
    }

    private void compare(String database, Differences faults) throws SQLException, IOException {
        ConnectionRequest request =
                ConnectionRequest.of(database, "replication").readingOnly();
        try (ArchivedSource seeded =
                        new ArchivedSource(ArchiveReader.open(context.archive()), VerificationLevel.QUICK);
                Connection aside = route.publisher().open(request);
                Connection connection = route.publisher().open(request.inTransactions());
                CatalogComparison comparison = new CatalogComparison(
                        database,
                        new ServerCatalog(connection).without(ignored),
                        new Moving(new TargetExemptions(aside)),
                        faults,
                        new Differences())) {
            seeded.catalog(database, line -> {
                context.cancellation().check();
                if (line.entry().filter(ignored).isEmpty()) {
                    comparison.accept(line);
                }
            });
            comparison.end();
        }
    }

    /** Sequences are there or not; where they stand is no definition. */
    private record Moving(Exemptions others) implements Exemptions {
        @Override
        public boolean isKept(CatalogQuery query, CatalogEntry entry) {
            return query.name().equals("sequences") || others.isKept(query, entry);
        }

        @Override
        public boolean isRefused(CatalogQuery query, CatalogEntry entry) {
            return others.isRefused(query, entry);
        }
    }
}
