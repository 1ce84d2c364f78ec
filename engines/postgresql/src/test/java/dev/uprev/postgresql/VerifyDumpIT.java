package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.error.UpgradeException;
import dev.uprev.plan.Verification;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A target that was restored from a dump, compared with the dump while the source is down. */
@RequiresServers
class VerifyDumpIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"9.6, 15", "13, 15", "13, 18", "15, 18", "17, 18"})
    void whatWasRestoredIsEqual(String from, String to) throws Exception {
        try (PostgresServer source = PostgresServer.start(from);
                PostgresServer target = PostgresServer.start(to)) {
            Everything.create(source);
            TestStep step = restored(source, target, to);
            source.stop();
            VerifyAction.run(step);
            Verification found = step.verifications.get(0);
            assertThat(found.differences()).isEmpty();
            assertThat(found.records()).isGreaterThan(100);
        }
    }

    @ParameterizedTest
    @CsvSource({"9.6, 15", "13, 18"})
    void whatWasChangedIsNamed(String from, String to) throws Exception {
        try (PostgresServer source = PostgresServer.start(from);
                PostgresServer target = PostgresServer.start(to)) {
            RichDatabase.create(source);
            TestStep step = restored(source, target, to);
            source.stop();
            RowChanges.make(target);
            assertThatThrownBy(() -> VerifyAction.run(step))
                    .isInstanceOfSatisfying(
                            UpgradeException.class, e -> assertThat(e.code()).isEqualTo("verification-failed"))
                    .hasMessageContaining("rich.app.customer: index customer_trgm is present on the source");
            assertThat(RowChanges.lines(step.verifications.get(0)))
                    .containsExactlyInAnyOrderElementsOf(RowChanges.DIFFERENCES);
        }
    }

    private TestStep restored(PostgresServer source, PostgresServer target, String major) throws Exception {
        Path tools = PostgresTools.bin(Integer.parseInt(major));
        TestStep step =
                TestStep.upgrade(folder, source.instance(), target.instance(), major, tools, request -> request);
        DumpAction.run(step);
        step.otherEnded = () -> true;
        new RestoreRun(step).carryOut();
        return step;
    }
}
