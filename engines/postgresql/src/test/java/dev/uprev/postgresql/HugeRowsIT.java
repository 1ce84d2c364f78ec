package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.model.UpgradeScope;
import dev.uprev.testkit.process.UpgradeProcess;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are several times as large as the 64 MiB of heap that the process has. */
@RequiresServers
class HugeRowsIT {
    private static final String FILL = "CREATE TYPE pair AS (n int, f float8);"
            // by binary COPY, and by text, in which the floating-point numbers before 12 are read
            + " CREATE TABLE files (id int PRIMARY KEY, data bytea);"
            + " CREATE TABLE texts (parts pair, note text, factor float8);"
            + " INSERT INTO files SELECT 1, decode(repeat(md5('x'), 15000000), 'hex');"
            + " INSERT INTO files VALUES (2, 'small');"
            + " INSERT INTO texts SELECT '(1,0.1)', repeat(md5('y') || E'\\t', 7500000), 0.1;"
            + " INSERT INTO texts VALUES ('(2,0.2)', 'small', 0.2)";
    private static final String SUMS = "SELECT id, length(data), md5(data) FROM files ORDER BY id;"
            + " SELECT length(note), md5(note), factor = 0.1 FROM texts ORDER BY 1";
    private static final String FLIP =
            "UPDATE files SET data = set_byte(data, 200000000, get_byte(data, 200000000) # 1)"
                    + " WHERE id = 1; UPDATE texts SET note = overlay(note PLACING %s FROM 200000000 FOR 1) WHERE length(note) > 5";

    @TempDir
    private Path journal;

    @Test
    void theyArriveAndAByteThatDiffersIsFound() throws Exception {
        Path tools = PostgresTools.bin(15);
        try (PostgresServer source = PostgresServer.start("11");
                PostgresServer target = PostgresServer.start("15")) {
            ShopData.psql(source, "postgres", FILL);
            String sums = ShopData.psql(source, "postgres", SUMS);
            String planId;
            try (UpgradeProcess upgrade =
                    UpgradeProcess.start(UpgradeMain.class, journal, source.port(), target.port(), false, tools)) {
                assertThat(upgrade.awaitLine("finished restore "::equals)).isTrue();
                upgrade.kill();
                planId = upgrade.planId();
            }
            assertThat(ShopData.psql(target, "postgres", SUMS)).isEqualTo(sums);

            ShopData.psql(target, "postgres", FLIP.formatted("'!'"));
            try (UpgradeProcess withDump = UpgradeProcess.start(UpgradeMain.class, journal, planId)) {
                assertNamed(withDump.outcome());
            }
            try (UpgradeProcess withSource = UpgradeProcess.start(
                    UpgradeMain.class,
                    journal.resolve("other"),
                    source.port(),
                    target.port(),
                    false,
                    tools,
                    UpgradeScope.VERIFY)) {
                assertNamed(withSource.outcome());
            }

            ShopData.psql(target, "postgres", FLIP.formatted("substr(note, 200000000 - 33, 1)"));
            assertThat(ShopData.psql(target, "postgres", SUMS)).isEqualTo(sums);
            try (UpgradeProcess repaired = UpgradeProcess.start(UpgradeMain.class, journal, planId)) {
                assertThat(repaired.outcome()).startsWith("outcome COMPLETED");
            }
        }
    }

    private static void assertNamed(String outcome) {
        assertThat(outcome)
                .startsWith("outcome FAILED")
                .contains("5 differences")
                .containsPattern(
                        "postgres.public.files: row id=1 is data \\S+ \\(240000000 bytes, hash \\w+\\) on the source")
                .contains("postgres.public.texts: row ('(1,0.1");
    }
}
