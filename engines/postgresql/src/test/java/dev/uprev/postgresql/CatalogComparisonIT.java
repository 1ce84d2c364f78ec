package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.model.Side;
import dev.uprev.plan.Difference;
import dev.uprev.secret.SecretResolver;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.RequiresServers;
import dev.uprev.transfer.Differences;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pg_dump and pg_restore have carried is the same in every respect; what is changed afterwards is named. */
@RequiresServers
class CatalogComparisonIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"9.2, 15", "9.6, 15", "13, 15", "13, 18", "15, 18", "17, 18"})
    void nothingDiffersAfterARestoreAndEveryChangeIsNamed(String from, String to) throws SQLException, IOException {
        try (PostgresServer source = PostgresServer.start(from);
                PostgresServer target = PostgresServer.start(to)) {
            RichDatabase.create(source);
            RichDatabase.carry(source, target, folder);
            assertThat(compare(source, target).first()).isEmpty();

            List<RichChange> changes = RichChange.all().stream()
                    .filter(change -> change.isFor(source.version()))
                    .toList();
            for (RichChange change : changes) {
                RichDatabase.run(target, RichDatabase.NAME, change.sql());
            }
            Differences found = compare(source, target);
            assertThat(found.first())
                    .extracting(CatalogComparisonIT::text)
                    .containsExactlyInAnyOrderElementsOf(changes.stream()
                            .flatMap(change -> change.differences().stream())
                            .toList());
            assertThat(found.count()).isEqualTo(found.first().size());
        }
    }

    private static String text(Difference difference) {
        return difference.object() + ": " + difference.aspect() + ": " + difference.source() + " | "
                + difference.target();
    }

    private static Differences compare(PostgresServer source, PostgresServer target) throws SQLException, IOException {
        Differences faults = new Differences();
        compare(source, target, "postgres", "", CatalogQuery.OF_SERVER, faults);
        compare(source, target, RichDatabase.NAME, RichDatabase.NAME, CatalogQuery.OF_DATABASE, faults);
        return faults;
    }

    private static void compare(
            PostgresServer source,
            PostgresServer target,
            String database,
            String label,
            List<CatalogQuery> queries,
            Differences faults)
            throws SQLException, IOException {
        try (Connection ours = open(Side.SOURCE, source, database);
                Connection theirs = open(Side.TARGET, target, database)) {
            try (CatalogComparison comparison = new CatalogComparison(
                    label, new ServerCatalog(theirs), Exemptions.NONE, faults, new Differences())) {
                new ServerCatalog(ours).give(queries, comparison);
                comparison.end();
            }
        }
    }

    private static Connection open(Side side, PostgresServer server, String database) {
        return new Connections(side, server.instance(), SecretResolver.standard())
                .open(ConnectionRequest.of(database, "verify").inTransactions().readingOnly());
    }
}
