package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.TransferSettings;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Planner statistics of the target. After the source has gathered its own, half of the rows are deleted, so that it
 * shows whether the target has those of the source or such of the rows that it has got.
 */
@RequiresServers
class StatisticsIT {
    private static final Path TOOLS = PostgresTools.bin(18);

    /** What every release says of a column. */
    private static final String COLUMNS = "SELECT concat_ws('|', tablename, attname, inherited, null_frac, avg_width,"
            + " n_distinct, most_common_vals::text, most_common_freqs, histogram_bounds::text, correlation,"
            + " most_common_elems::text, most_common_elem_freqs, elem_count_histogram)"
            + " FROM pg_stats WHERE schemaname = '%s' ORDER BY tablename, attname, inherited";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"9.6", "13", "17"})
    void thoseOfTheSourceArrive(String from) throws Exception {
        try (PostgresServer source = start(from);
                PostgresServer target = start("18")) {
            create(source);
            TestStep step = step(source, target, "import");
            DumpAction.run(step);
            restore(step);
            assertImported(source, target);
        }
    }

    @Test
    void theyArriveOnceWhereverTheRestoreIsStopped() throws Exception {
        try (PostgresServer source = start("13");
                PostgresServer target = start("18")) {
            create(source);
            TestStep step = step(source, target, "import");
            DumpAction.run(step);
            int stops = 0;
            for (int events = 1; !restoreUntil(step, events); events += 3) {
                stops++;
            }
            assertThat(stops).isGreaterThan(5);
            assertImported(source, target);
        }
    }

    @Test
    void theyAreGatheredOnRequest() throws Exception {
        try (PostgresServer source = start("13");
                PostgresServer target = start("18")) {
            create(source);
            TestStep step = step(source, target, "analyze");
            DumpAction.run(step);
            restore(step);
            assertThat(texts(target, COLUMNS.formatted("known")))
                    .hasSameSizeAs(texts(source, COLUMNS.formatted("known")))
                    .filteredOn(line -> line.contains("wide|id|"))
                    .doesNotContainAnyElementsOf(texts(source, COLUMNS.formatted("known")));
        }
    }

    @Test
    void anArchiveThatHasNoneIsRestoredAllTheSame() throws Exception {
        try (PostgresServer source = start("13");
                PostgresServer target = start("18")) {
            create(source);
            DumpAction.run(step(source, target, "analyze"));
            restore(step(source, target, "import"));
            assertThat(texts(target, COLUMNS.formatted("known")))
                    .hasSameSizeAs(texts(source, COLUMNS.formatted("known")));
        }
    }

    /** What is imported stays as the source had it; small tables and what it did not know are gathered. */
    private static void assertImported(PostgresServer source, PostgresServer target) throws SQLException {
        assertThat(texts(target, COLUMNS.formatted("known"))).isEqualTo(texts(source, COLUMNS.formatted("known")));
        // Rows and pages are those of the target, which has no dead rows.
        assertThat(texts(target, "SELECT reltuples::text FROM pg_class WHERE relname = 'wide'"))
                .containsExactly("3000");
        assertThat(texts(
                        target,
                        "SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
                                + " WHERE nspname = 'known' AND relkind IN ('r', 'i')"
                                + " AND relpages <> pg_relation_size(c.oid) / 8192"))
                .isEmpty();
        assertThat(texts(
                        target,
                        "SELECT DISTINCT tablename::text FROM pg_stats WHERE schemaname = 'unknown'"
                                + " AND tablename <> 'late' ORDER BY 1"))
                .isEqualTo(texts(
                        source,
                        "SELECT relname::text FROM pg_class c JOIN pg_namespace n"
                                + " ON n.oid = relnamespace WHERE nspname = 'unknown' AND relkind <> 'i' ORDER BY 1"));
        assertThat(texts(target, "SELECT attname::text FROM pg_stats WHERE tablename = 'grown' ORDER BY 1"))
                .containsExactly("a", "b");
        assertThat(texts(target, "SELECT n_distinct::text FROM pg_stats_ext"))
                .hasSameSizeAs(texts(target, "SELECT stxname::text FROM pg_statistic_ext"))
                .doesNotContainNull();
    }

    private static PostgresServer start(String version) {
        return PostgresServer.setup(version).setting("autovacuum", "off").start();
    }

    private TestStep step(PostgresServer source, PostgresServer target, String statistics) throws Exception {
        TestStep step = TestStep.upgrade(
                folder,
                source.instance(),
                target.instance(),
                "18",
                TOOLS,
                request -> request.option("statistics", statistics)
                        .option("databases", "latin")
                        .transfer(TransferSettings.DEFAULT.withJobs(2).withSync(false)));
        step.otherEnded = () -> true;
        return step;
    }

    private static void restore(TestStep step) throws Exception {
        new RestoreRun(step).carryOut();
    }

    /** Tells whether it came to its end. */
    private static boolean restoreUntil(TestStep step, int events) throws Exception {
        AtomicInteger left = new AtomicInteger(events);
        step.onProgress = (item, bytes) -> {
            if (left.decrementAndGet() == 0) {
                throw new StoppedException();
            }
        };
        try {
            restore(step);
            return true;
        } catch (IllegalStateException e) {
            assertThat(e).hasRootCauseInstanceOf(StoppedException.class);
            return false;
        } catch (UpgradeException e) {
            assertThat(e.code()).isEqualTo("cancelled");
            return false;
        }
    }

    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Schema {@code known} has been analyzed and is large; tables in {@code unknown} are small or lack something. */
    private static void create(PostgresServer server) throws SQLException {
        ShopData.execute(
                server,
                "postgres",
                "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        ShopData.execute(
                server,
                "latin",
                "CREATE SCHEMA known",
                "CREATE SCHEMA unknown",
                "CREATE TABLE known.wide (id int PRIMARY KEY, small smallint, big bigint, amount numeric(10,2),"
                        + " ratio float8, word text, code varchar(20), fixed char(8), flag bool, day date,"
                        + " at timestamptz, pause interval, tags text[], numbers int[], document jsonb, bytes bytea,"
                        + " span int4range, address inet, uid uuid, nothing text)",
                "INSERT INTO known.wide SELECT i, i % 7, i * 10000000000, i / 3.0, sqrt(i), 'wört ''\\' || i % 50, 'c' || i,"
                        + " 'f' || i % 9, i % 3 = 0, '2020-01-01'::date + i % 100,"
                        + " '2020-01-01'::timestamptz + i * interval '1 hour', i % 90 * interval '1 minute',"
                        + " ARRAY['a' || i % 5, 'b,\"{' || i % 11], ARRAY[i % 4, NULL, i], '{\"a\": 1}',"
                        + " decode(md5(i::text), 'hex'), int4range(i, i + 10), '10.0.0.1'::inet + i % 200,"
                        + " md5(i::text)::uuid, NULL FROM generate_series(1, 6000) i",
                "CREATE INDEX lowered ON known.wide (lower(word), id, (length(code)))",
                "CREATE INDEX partly ON known.wide (day) WHERE flag",
                "ALTER TABLE known.wide ADD CONSTRAINT apart EXCLUDE USING gist (int4range(id, id + 1) WITH &&)",
                "CREATE TABLE known.\"größe \"\"x\"\" 'y'\n\\z\" (\"spä;lte 'a'\" text)",
                "INSERT INTO known.\"größe \"\"x\"\" 'y'\n\\z\" SELECT 'ü' || i % 5 || repeat('-', 40) FROM generate_series(1, 20000) i",
                "CREATE TABLE known.parent (id int, pad text DEFAULT repeat('-', 40))",
                "CREATE TABLE known.child () INHERITS (known.parent)",
                "INSERT INTO known.parent SELECT generate_series(1, 20000)",
                "INSERT INTO known.child SELECT generate_series(50, 20000)",
                "ANALYZE",
                "DELETE FROM known.wide WHERE id % 2 = 0",
                "DELETE FROM known.\"größe \"\"x\"\" 'y'\n\\z\" WHERE \"spä;lte 'a'\" < 'ü2'",
                "DELETE FROM known.parent WHERE id % 2 = 0",
                "CREATE TABLE unknown.never AS SELECT i AS a, i % 3 AS b FROM generate_series(1, 500) i",
                "CREATE TABLE unknown.small AS SELECT i AS a FROM generate_series(1, 500) i",
                "ANALYZE unknown.small",
                "CREATE TABLE unknown.grown AS SELECT i AS a FROM generate_series(1, 60000) i",
                "ANALYZE unknown.grown",
                "ALTER TABLE unknown.grown ADD COLUMN b int DEFAULT 3",
                "CREATE TABLE unknown.expression AS SELECT i AS a FROM generate_series(1, 60000) i",
                "ANALYZE unknown.expression",
                "CREATE INDEX late ON unknown.expression ((a % 10))");
        if (!server.version().toString().startsWith("9.")) {
            ShopData.execute(
                    server,
                    "latin",
                    "CREATE TABLE known.parts (id int, word text) PARTITION BY RANGE (id)",
                    "CREATE TABLE known.part1 PARTITION OF known.parts FOR VALUES FROM (0) TO (20000)",
                    "CREATE TABLE known.part2 PARTITION OF known.parts FOR VALUES FROM (20000) TO (100000)",
                    "INSERT INTO known.parts SELECT i, 'w' || i % 5 || repeat('-', 40) FROM generate_series(1, 40000) i",
                    "ANALYZE known.parts",
                    "DELETE FROM known.parts WHERE id % 2 = 0",
                    "CREATE TABLE unknown.parts (id int) PARTITION BY RANGE (id)",
                    "CREATE TABLE unknown.part PARTITION OF unknown.parts FOR VALUES FROM (0) TO (100)",
                    "INSERT INTO unknown.parts SELECT generate_series(1, 99)",
                    "ANALYZE unknown.part",
                    "CREATE TABLE unknown.pairs AS SELECT i % 5 AS a, i % 5 AS b FROM generate_series(1, 500) i",
                    "CREATE STATISTICS unknown.related ON a, b FROM unknown.pairs",
                    "ANALYZE unknown.pairs");
        }
    }

    private static List<String> texts(PostgresServer server, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("latin"))) {
            // From 12 on, floats have other digits than before.
            Sql.execute(connection, "SET extra_float_digits = 0");
            return Sql.texts(connection, query);
        }
    }
}
