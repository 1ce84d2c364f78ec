package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.archive.ArchiveCheck;
import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ArchiveState;
import dev.uprev.archive.ItemReader;
import dev.uprev.digest.ContentDigest;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.Side;
import dev.uprev.model.TransferSettings;
import dev.uprev.secret.SecretResolver;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.testkit.servers.RequiresServers;
import dev.uprev.transfer.RunArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresServers
class DumpIT {
    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource({"9.2, 15", "9.6, 15", "13, 15", "15, 18", "17, 18"})
    void dumpsEverything(String line, String major) throws Exception {
        try (PostgresServer server = PostgresServer.start(line)) {
            RichDatabase.create(server);
            TestStep step = TestStep.dump(
                    folder, server.instance(), major, PostgresTools.bin(Integer.parseInt(major)), request -> request);
            DumpAction.run(step);

            assertThat(ArchiveCheck.check(step.archive(), 2)).isEmpty();
            assertThat(RunArchive.isDone(step)).isTrue();
            try (ArchiveReader archive = ArchiveReader.open(step.archive())) {
                assertThat(archive.entries().stream().map(entry -> entry.kind() + " " + entry.name()))
                        .contains(
                                "globals cluster",
                                "schema postgres",
                                "schema rich",
                                "sequences rich",
                                "large-object-properties rich");
                for (ArchiveEntry entry : archive.entries()) {
                    if (entry.kind().equals(TableData.KIND)) {
                        assertThat(entry.metadata().get(TableData.DIGEST))
                                .as(entry.name())
                                .isEqualTo(digest(archive, entry).toString());
                    }
                }
                assertThat(rows(archive)).isEqualTo(rows(server, RichDatabase.NAME));
            }
        }
    }

    @Test
    void keepsWhatHasNotChangedAndDumpsTheRestAgain() throws Exception {
        try (PostgresServer server = PostgresServer.start("13")) {
            fill(server);
            TestStep step = step(server, "15");
            breakOff(step, "t7");
            Map<String, String> before = files(step);
            assertThat(before).containsKeys(item("t0"), item("t1")).doesNotContainKey(item("t7"));

            ShopData.execute(
                    server,
                    "postgres",
                    "INSERT INTO t0 VALUES (0, 'new')",
                    "UPDATE t1 SET v = 'x' WHERE n = 1",
                    "DELETE FROM t2 WHERE n = 1",
                    "TRUNCATE t3",
                    "INSERT INTO t3 SELECT n, 'again' FROM generate_series(1, 1000) n",
                    "ALTER TABLE t4 ADD added int");
            step.onProgress = (name, bytes) -> {};
            DumpAction.run(step);

            Map<String, String> after = files(step);
            assertThat(after).containsKeys(item("t7"));
            for (String changed : List.of("t0", "t1", "t2", "t3", "t4")) {
                assertThat(after.get(item(changed))).as(changed).isNotEqualTo(before.get(item(changed)));
            }
            for (String kept : List.of("t5", "t6")) {
                assertThat(after.get(item(kept))).as(kept).isEqualTo(before.get(item(kept)));
            }
            assertDigestsAreThoseOf(server, step);
            assertThat(step.findings).isEmpty();
        }
    }

    @Test
    void trustsNoCountsWhileSomebodyMayHaveWrittenWithoutTellingYet() throws Exception {
        try (PostgresServer server = PostgresServer.start("13")) {
            fill(server);
            TestStep step = step(server, "15");
            breakOff(step, "t7");
            Map<String, String> before = files(step);
            try (Connection other = DriverManager.getConnection(server.jdbcUrl("postgres"))) {
                Sql.execute(other, "UPDATE t0 SET v = 'x' WHERE n = 1");
                step.onProgress = (name, bytes) -> {};
                DumpAction.run(step);
            }
            assertThat(files(step).get(item("t5"))).isNotEqualTo(before.get(item("t5")));
            assertDigestsAreThoseOf(server, step);
        }
    }

    @Test
    void aServerThatWasKilledIsNamedAndTheDumpGoesOnAfterIt() throws Exception {
        try (PostgresServer server = PostgresServer.start("17")) {
            fill(server);
            TestStep step = step(server, "18");
            step.onProgress = (name, bytes) -> {
                if (name.endsWith(".t7")) {
                    server.kill();
                }
            };
            assertThatThrownBy(() -> DumpAction.run(step))
                    .isInstanceOfSatisfying(
                            UpgradeException.class,
                            // A worker that is just about to open its session finds nobody there.
                            e -> assertThat(e.code()).isIn("server-lost", "cannot-connect"))
                    .hasMessageContaining("source")
                    .hasMessageContaining("fix:");
            server.restart();
            step.onProgress = (name, bytes) -> {};
            DumpAction.run(step);
            assertThat(ArchiveCheck.check(step.archive(), 2)).isEmpty();
            assertDigestsAreThoseOf(server, step);
        }
    }

    @Test
    void stopsWhenItIsCancelled() throws Exception {
        try (PostgresServer server = PostgresServer.start("13")) {
            fill(server);
            TestStep step = step(server, "15");
            step.onProgress = (name, bytes) -> step.cancellation.cancel();
            assertThatThrownBy(() -> DumpAction.run(step))
                    .isInstanceOfSatisfying(
                            UpgradeException.class, e -> assertThat(e.code()).isEqualTo("cancelled"));
            assertThat(ArchiveCheck.state(step.archive())).isEqualTo(ArchiveState.UNFINISHED);
        }
    }

    @Test
    void saysWhichTablesWereWrittenToMeanwhile() throws Exception {
        try (PostgresServer server = PostgresServer.start("17")) {
            fill(server);
            TestStep step = step(server, "18");
            AtomicBoolean written = new AtomicBoolean();
            step.onProgress = (name, bytes) -> {
                if (written.compareAndSet(false, true)) {
                    execute(server, "INSERT INTO t6 VALUES (0, 'late')");
                }
            };
            DumpAction.run(step);
            assertThat(step.findings).singleElement().satisfies(finding -> {
                assertThat(finding.code()).isEqualTo("source-written-during-dump");
                assertThat(finding.seen()).isEqualTo("postgres.public.t6");
            });
            try (ArchiveReader archive = ArchiveReader.open(step.archive())) {
                assertThat(rows(archive)).containsEntry(item("t6"), 4000L);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"13", "17"})
    void whatIsReportedLateWasNotWrittenMeanwhile(String line) throws Exception {
        try (PostgresServer server = PostgresServer.start(line);
                Connection late = DriverManager.getConnection(server.jdbcUrl("postgres"))) {
            fill(server);
            for (int i = 0; i < 3; i++) {
                Sql.execute(late, "INSERT INTO t6 VALUES (0, 'not reported at once')");
            }
            TestStep step = step(server, "18");
            AtomicBoolean reported = new AtomicBoolean();
            step.onProgress = (name, bytes) -> {
                if (reported.compareAndSet(false, true)) {
                    report(late);
                    execute(server, "SELECT pg_sleep(4)");
                    execute(server, "SELECT txid_current()"); // as autovacuum and other databases do
                }
            };
            DumpAction.run(step);
            assertThat(step.findings).isEmpty();
            try (ArchiveReader archive = ArchiveReader.open(step.archive())) {
                assertThat(rows(archive)).containsEntry(item("t6"), 4003L);
            }
        }
    }

    /** At the latest when it ends. */
    private static void report(Connection session) {
        try {
            session.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({"9.2, 18, UTF8", "9.6, 18, UTF8", "13, 15, LATIN1", "9.6, 13, SQL_ASCII", "17, 18, EUC_JP"})
    void valuesOfAllTypesArriveAlike(String from, String to, String encoding) throws Exception {
        try (PostgresServer source = PostgresServer.start(from);
                PostgresServer target = PostgresServer.start(to)) {
            for (PostgresServer server : List.of(source, target)) {
                ShopData.execute(
                        server,
                        "postgres",
                        "CREATE DATABASE kinds TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C' ENCODING '" + encoding
                                + "'");
                ShopData.execute(server, "kinds", Kinds.tables());
            }
            ShopData.execute(source, "kinds", Kinds.rows(encoding));
            TestStep step = step(source, to);
            DumpAction.run(step);
            try (ArchiveReader archive = ArchiveReader.open(step.archive())) {
                for (ArchiveEntry entry : archive.entries()) {
                    if (entry.kind().equals(TableData.KIND)) {
                        load(target, archive, entry);
                        TableData table = TableData.of(entry.metadata());
                        assertThat(live(target, table).toString())
                                .as(entry.name())
                                .isEqualTo(entry.metadata().get(TableData.DIGEST));
                    }
                }
                assertThat(rows(archive)).hasSize(Kinds.count());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.6", "18"})
    void partsTogetherAreTheWhole(String line) throws Exception {
        try (PostgresServer server = PostgresServer.start(line)) {
            ShopData.execute(
                    server,
                    "postgres",
                    "CREATE TABLE t AS SELECT n * 3 - 5000 AS id, repeat('x', n % 100) AS v"
                            + " FROM generate_series(1, 20000) n",
                    "ALTER TABLE t ADD PRIMARY KEY (id)",
                    "DELETE FROM t WHERE id % 7 = 0",
                    "VACUUM ANALYZE t");
            Connections connections = new Connections(Side.SOURCE, server.instance(), SecretResolver.standard());
            try (SnapshotHolder holder = SnapshotHolder.open(connections, "postgres");
                    SnapshotSession session = SnapshotSession.open(connections, "postgres", holder.id())) {
                ServerVersion version = ServerVersion.of(holder.connection());
                SourceTable table = new TableCatalog(holder.connection(), version, "postgres")
                        .read()
                        .get(0);
                String whole = digest(session, table.data(), List.of(TablePart.WHOLE));

                assertThat(digest(session, table.data(), ChunkPlanner.pages(table.pages(), 5)))
                        .isEqualTo(whole);
                List<TablePart> keys = new IntegerKeyRanges(holder.connection(), Side.SOURCE).divide(table, 4);
                assertThat(keys).hasSize(4);
                assertThat(digest(session, table.data(), keys)).isEqualTo(whole);
            }
        }
    }

    private static String digest(SnapshotSession session, TableData table, List<TablePart> parts) {
        ContentDigest sum = new ContentDigest();
        for (TablePart part : parts) {
            RowDigest digest = table.newDigest();
            session.copyOut(table, part, new CopyRows(table.format(), digest, (bytes, at, length) -> {}));
            assertThat(digest.digest().count()).as("%s", part).isGreaterThan(0);
            sum.combine(digest.digest());
        }
        return sum.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.2", "18"})
    void largeObjectsAreReadAlikeByEveryUser(String line) throws Exception {
        try (PostgresServer server = PostgresServer.start(line)) {
            RichDatabase.create(server);
            ShopData.execute(
                    server,
                    RichDatabase.NAME,
                    "CREATE ROLE anybody LOGIN",
                    "SELECT lowrite(lo_open(lo_create(5000), 131072), decode(repeat('c0ffee', 200000), 'hex'))",
                    "DO $$ DECLARE f int := lo_open(lo_create(5001), 131072);"
                            + " BEGIN PERFORM lo_lseek(f, 100000, 0); PERFORM lowrite(f, 'far away'); END $$",
                    "DO $$ DECLARE o oid; BEGIN FOR o IN SELECT oid FROM pg_largeobject_metadata LOOP"
                            + " EXECUTE 'GRANT SELECT ON LARGE OBJECT ' || o || ' TO anybody'; END LOOP; END $$");
            List<String> digests = new ArrayList<>();
            for (String user : List.of("postgres", "anybody")) {
                CopyChannel channel = new Connections(
                                Side.SOURCE, server.instance().withUser(user), SecretResolver.standard())
                        .openForCopy(ConnectionRequest.of(RichDatabase.NAME, "test"));
                Sql.execute(channel.connection(), "BEGIN");
                for (int parts = 1; parts <= 3; parts++) {
                    ContentDigest sum = new ContentDigest();
                    for (LargeObjectReader.Range range : LargeObjectReader.divide(channel.connection(), parts)) {
                        LargeObjectDigest digest = new LargeObjectDigest();
                        new LargeObjectReader(channel.connection(), channel::copyOut).read(range, digest);
                        sum.combine(digest.digest());
                    }
                    assertThat(sum.count()).isEqualTo(4);
                    digests.add(sum.toString());
                }
                channel.connection().close();
            }
            assertThat(digests).hasSize(6).containsOnly(digests.get(0));
        }
    }

    @Test
    void rowsThatComeWithAnExtensionAreLeftOut() throws Exception {
        try (PostgresServer server = PostgresServer.start("13")) {
            ShopData.execute(
                    server,
                    "postgres",
                    "CREATE EXTENSION hstore",
                    "CREATE TABLE settings (id int)",
                    "CREATE TABLE internal (id int)",
                    "INSERT INTO settings SELECT generate_series(1, 20)",
                    "ALTER EXTENSION hstore ADD TABLE settings",
                    "ALTER EXTENSION hstore ADD TABLE internal",
                    "UPDATE pg_extension SET extconfig = ARRAY['settings'::regclass::oid],"
                            + " extcondition = ARRAY['WHERE id > 15'] WHERE extname = 'hstore'");
            TestStep step = step(server, "15");
            DumpAction.run(step);
            try (ArchiveReader archive = ArchiveReader.open(step.archive())) {
                assertThat(rows(archive)).isEqualTo(Map.of(item("settings"), 5L));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 18})
    void aSchemaIsTheSameUntilItChanges(int major) throws Exception {
        try (PostgresServer server = PostgresServer.start("13")) {
            RichDatabase.create(server);
            TestStep step = step(server, String.valueOf(major));
            assertThat(schema(step, server)).isEqualTo(schema(step, server));
            String before = schema(step, server);
            ShopData.execute(server, RichDatabase.NAME, "ANALYZE app.no_key", "ANALYZE app.float_text");
            assertThat(schema(step, server)).isEqualTo(before);
            ShopData.execute(server, RichDatabase.NAME, "COMMENT ON TABLE app.parent IS 'changed'");
            assertThat(schema(step, server)).isNotEqualTo(before);
        }
    }

    private static String schema(TestStep step, PostgresServer server) throws Exception {
        Connections connections = new Connections(Side.SOURCE, server.instance(), SecretResolver.standard());
        Path file = step.workDirectory().resolve("schema");
        try (SnapshotHolder holder = SnapshotHolder.open(connections, RichDatabase.NAME)) {
            // The file tells the time of its making in seconds.
            Sql.number(holder.connection(), "SELECT 1 FROM pg_sleep(1.1)");
            new SchemaTools(step).schema(RichDatabase.NAME, holder.id(), file, step.cancellation());
        }
        return CustomFormatDigest.of(file);
    }

    private TestStep step(PostgresServer server, String major) throws IOException {
        return TestStep.dump(
                folder,
                server.instance(),
                major,
                PostgresTools.bin(Integer.parseInt(major)),
                request -> request.transfer(TransferSettings.DEFAULT.withJobs(1).withSync(false)));
    }

    /** Tables t0, the largest, to t7, the smallest, which is therefore dumped last. */
    private static void fill(PostgresServer server) throws SQLException {
        for (int i = 0; i < 8; i++) {
            int rows = (8 - i) * 2000;
            ShopData.execute(
                    server,
                    "postgres",
                    "CREATE TABLE t" + i + " (n int, v text)",
                    "INSERT INTO t" + i + " SELECT n, md5(n::text) FROM generate_series(1, " + rows + ") n",
                    "VACUUM ANALYZE t" + i);
        }
        // Before version 15, counts may be half a second old.
        ShopData.execute(server, "postgres", "SELECT pg_sleep(1)");
    }

    private static void breakOff(TestStep step, String table) {
        step.onProgress = (name, bytes) -> {
            if (name.endsWith("." + table)) {
                throw new IllegalStateException("broken off");
            }
        };
        assertThatThrownBy(() -> DumpAction.run(step)).hasMessage("broken off");
        assertThat(ArchiveCheck.state(step.archive())).isEqualTo(ArchiveState.UNFINISHED);
    }

    private static String item(String table) {
        return TableData.itemName("postgres", "public", table);
    }

    /** The file of each table. */
    private static Map<String, String> files(TestStep step) {
        try (ArchiveReader archive = ArchiveReader.open(step.archive())) {
            return archive.entries().stream()
                    .filter(entry -> entry.kind().equals(TableData.KIND))
                    .collect(Collectors.toMap(
                            ArchiveEntry::name,
                            entry -> entry.data().orElseThrow().file()));
        }
    }

    private static void execute(PostgresServer server, String sql) {
        try {
            ShopData.execute(server, "postgres", sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Long> rows(ArchiveReader archive) {
        return archive.entries().stream()
                .filter(entry -> entry.kind().equals(TableData.KIND))
                .collect(Collectors.toMap(ArchiveEntry::name, ArchiveEntry::items, Long::sum));
    }

    /** What the archive should have: each table of users with its own rows. */
    private static Map<String, Long> rows(PostgresServer server, String database) throws SQLException {
        Map<String, Long> rows = new HashMap<>();
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(database))) {
            String tables =
                    "SELECT table_schema, table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
                            + " AND table_schema NOT IN ('pg_catalog', 'information_schema')";
            for (List<String> name : Sql.list(connection, tables, row -> List.of(row.getString(1), row.getString(2)))) {
                boolean parted = Sql.flag(
                        connection,
                        "SELECT relkind = 'p' FROM pg_class WHERE oid = ?::regclass",
                        SqlNames.qualified(name.get(0), name.get(1)));
                if (!parted) {
                    String from = SqlNames.qualified(name.get(0), name.get(1));
                    rows.put(
                            TableData.itemName(database, name.get(0), name.get(1)),
                            Sql.number(connection, "SELECT count(*) FROM ONLY " + from));
                }
            }
        }
        return rows;
    }

    /** The digest of what lies in the archive. */
    private static ContentDigest digest(ArchiveReader archive, ArchiveEntry entry) {
        RowDigest digest = TableData.of(entry.metadata()).newDigest();
        try (ItemReader item = archive.read(entry)) {
            while (item.next()) {
                digest.update(item.buffer(), 0, item.length());
            }
        }
        assertThat(digest.isBetweenRows()).isTrue();
        return digest.digest();
    }

    /** The digest of what a server has now. */
    private static ContentDigest live(PostgresServer server, TableData table) throws SQLException, IOException {
        CopyChannel channel = channel(server, table.database());
        RowDigest digest = table.newDigest();
        channel.copyOut(
                table.copyOut(TablePart.WHOLE), new CopyRows(table.format(), digest, (bytes, at, length) -> {}));
        channel.connection().close();
        return digest.digest();
    }

    private static void load(PostgresServer server, ArchiveReader archive, ArchiveEntry entry)
            throws SQLException, IOException {
        TableData table = TableData.of(entry.metadata());
        CopyChannel channel = channel(server, table.database());
        try (CopyIn copy = channel.copyIn(table.copyIn());
                ItemReader item = archive.read(entry)) {
            copy.write(table.format().prefix(), 0, table.format().prefix().length);
            while (item.next()) {
                copy.write(item.buffer(), 0, item.length());
            }
            copy.write(table.format().suffix(), 0, table.format().suffix().length);
            assertThat(copy.finish()).isEqualTo(entry.items());
        }
        channel.connection().close();
    }

    private static CopyChannel channel(PostgresServer server, String database) {
        return new Connections(Side.TARGET, server.instance(), SecretResolver.standard())
                .openForCopy(ConnectionRequest.of(database, "test"));
    }

    private static void assertDigestsAreThoseOf(PostgresServer server, TestStep step) throws SQLException, IOException {
        try (ArchiveReader archive = ArchiveReader.open(step.archive())) {
            for (ArchiveEntry entry : archive.entries()) {
                if (entry.kind().equals(TableData.KIND)) {
                    assertThat(entry.metadata().get(TableData.DIGEST))
                            .as(entry.name())
                            .isEqualTo(
                                    live(server, TableData.of(entry.metadata())).toString());
                }
            }
        }
    }
}
