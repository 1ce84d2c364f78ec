package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.error.UpgradeException;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that a cluster can hold, restored, and compared by pg_dump and psql alone. */
@RequiresServers
class RestoreIT {
    private static final Path TOOLS = PostgresTools.bin(15);
    private static PostgresServer source;

    @TempDir
    private Path folder;

    @BeforeAll
    static void begin() throws Exception {
        source = PostgresServer.start("13");
        Everything.create(source);
    }

    @AfterAll
    static void end() {
        source.close();
    }

    @ParameterizedTest
    @CsvSource({"9.6, 15", "13, 18", "15, 18"})
    void everythingArrives(String from, String to) throws Exception {
        try (PostgresServer old = PostgresServer.start(from);
                PostgresServer target = PostgresServer.start(to)) {
            Everything.create(old);
            Path tools = PostgresTools.bin(Integer.parseInt(to));
            TestStep step = TestStep.upgrade(folder, old.instance(), target.instance(), to, tools, request -> request);
            DumpAction.run(step);
            restore(step);
            assertThat(new Independent(tools, old, target).differences(Everything.DATABASES))
                    .isEmpty();
        }
    }

    /** The dump has ended before. */
    private static void restore(TestStep step) throws Exception {
        step.otherEnded = () -> true;
        new RestoreRun(step).carryOut();
    }

    private TestStep step(PostgresServer target) throws Exception {
        return TestStep.upgrade(folder, source.instance(), target.instance(), "15", TOOLS, request -> request);
    }

    @Test
    void everythingArrivesWhileTheDumpStillRuns() throws Exception {
        try (PostgresServer target = PostgresServer.start("15")) {
            TestStep step = step(target);
            CompletableFuture<Void> dump = CompletableFuture.runAsync(() -> {
                try {
                    DumpAction.run(step);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            step.otherEnded = dump::isDone;
            new RestoreRun(step).carryOut();
            dump.join();

            assertThat(new Independent(TOOLS, source, target).differences(Everything.DATABASES))
                    .isEmpty();
            assertThat(step.findings)
                    .extracting(finding -> finding.code() + " " + finding.seen())
                    .containsExactlyInAnyOrder(
                            "role-kept postgres",
                            "setting-left-out ROLE \"app\": operator_precedence_warning",
                            "setting-left-out DATABASE \"shop\": operator_precedence_warning");
        }
    }

    @Test
    void undoingLeavesTheTargetAsItWas() throws Exception {
        try (PostgresServer target = PostgresServer.start("15")) {
            ClientTools before = new ClientTools(TOOLS, target);
            before.psql(
                    "postgres",
                    "CREATE ROLE mine LOGIN; CREATE ROLE reader; CREATE DATABASE others OWNER mine;"
                            + " COMMENT ON DATABASE postgres IS 'before'; ALTER DATABASE postgres SET work_mem = '9MB';"
                            + " CREATE EXTENSION pg_trgm; CREATE DATABASE nothing; GRANT CREATE ON DATABASE postgres TO mine;"
                            + " ALTER DATABASE postgres CONNECTION LIMIT 33");
            before.psql("others", "CREATE TABLE precious AS SELECT 1 AS n");
            List<String> was = before.description("postgres", "others", "nothing");
            TestStep step = step(target);
            DumpAction.run(step);
            restore(step);
            assertThat(before.description("postgres", "others", "nothing")).isNotEqualTo(was);

            new RestoreUndo(step).carryOut();
            assertThat(different(was, before.description("postgres", "others", "nothing")))
                    .isEmpty();

            restore(step);
            assertThat(new Independent(TOOLS, source, target).differences(Everything.DATABASES))
                    .filteredOn(line -> line.contains(" lacks: ") && !line.contains("ROLE reader"))
                    .isEmpty();
        }
    }

    private static List<String> different(List<String> before, List<String> after) {
        List<String> different = new ArrayList<>(Independent.only(before, after));
        Independent.only(after, before).forEach(line -> different.add("new: " + line));
        return different;
    }

    @Test
    void nothingIsWrittenIntoADatabaseWithObjectsOfItsOwn() throws Exception {
        try (PostgresServer target = PostgresServer.start("15")) {
            ClientTools cluster = new ClientTools(TOOLS, target);
            cluster.psql("postgres", "CREATE DATABASE latin");
            cluster.psql("latin", "CREATE TABLE mine (n int)");
            TestStep step = step(target);
            DumpAction.run(step);
            assertThatThrownBy(() -> restore(step))
                    .isInstanceOfSatisfying(
                            UpgradeException.class, e -> assertThat(e.code()).isEqualTo("target-not-empty"))
                    .hasMessageContaining("public.mine");
            new RestoreUndo(step).carryOut();
            assertThat(cluster.description("latin")).contains("CREATE TABLE public.mine (");
        }
    }
}
