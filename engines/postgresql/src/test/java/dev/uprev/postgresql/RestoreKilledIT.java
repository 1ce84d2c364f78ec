package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.testkit.process.UpgradeProcess;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process is killed when the target has got so far, again and again; in the end nothing is lost or doubled. */
@RequiresServers
class RestoreKilledIT {
    private static final Path TOOLS = PostgresTools.bin(15);
    private static PostgresServer source;

    @TempDir
    private Path journal;

    @BeforeAll
    static void begin() throws Exception {
        source = PostgresServer.start("13");
        Everything.create(source);
    }

    @AfterAll
    static void end() {
        source.close();
    }

    /** Notes of the database shop: about 110 of objects before the data, 30 of rows, 80 of objects after them. */
    @ParameterizedTest(name = "after {0} notes, overlapping: {1}")
    @CsvSource({"40, true", "125, false", "170, true", "220, false"})
    void everythingArrivesOnce(int notes, boolean overlap) throws Exception {
        try (PostgresServer target = PostgresServer.start("15");
                UpgradeProcess first = UpgradeProcess.start(
                        UpgradeMain.class, journal, source.port(), target.port(), overlap, TOOLS)) {
            first.awaitLine(line -> line.startsWith("started restore"));
            killAfter(notes, target, first);

            assertArrived(target, first.planId());
        }
    }

    @Test
    void manyTimesInARow() throws Exception {
        try (PostgresServer target = PostgresServer.start("15");
                UpgradeProcess first =
                        UpgradeProcess.start(UpgradeMain.class, journal, source.port(), target.port(), false, TOOLS)) {
            first.awaitLine(line -> line.startsWith("started restore"));
            first.kill();
            for (int notes = 20; notes <= 200; notes += 60) {
                try (UpgradeProcess next = UpgradeProcess.start(UpgradeMain.class, journal, first.planId())) {
                    killAfter(notes, target, next);
                }
            }
            assertArrived(target, first.planId());
        }
    }

    private static void killAfter(int notes, PostgresServer target, UpgradeProcess process) throws Exception {
        while (notes(target) < notes) {
            assertThat(process.isAlive())
                    .as("the moment was reached before the end")
                    .isTrue();
        }
        process.kill();
    }

    private void assertArrived(PostgresServer target, String planId) throws Exception {
        try (UpgradeProcess last = UpgradeProcess.start(UpgradeMain.class, journal, planId)) {
            assertThat(last.outcome()).startsWith("outcome COMPLETED");
        }
        assertThat(new Independent(TOOLS, source, target).differences(Everything.DATABASES))
                .isEmpty();
    }

    /** What the restore has noted so far in the database shop. */
    private static int notes(PostgresServer target) {
        try (Connection connection = DriverManager.getConnection(target.jdbcUrl("shop"))) {
            return (int) Sql.number(connection, "SELECT count(*) FROM uprev_restore.done");
        } catch (SQLException e) {
            // The database or the table is not there yet.
            return 0;
        }
    }
}
