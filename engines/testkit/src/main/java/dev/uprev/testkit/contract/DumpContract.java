package dev.uprev.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.archive.ArchiveCheck;
import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ArchiveState;
import dev.uprev.model.UpgradeScope;
import dev.uprev.plan.Effect;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.UpgradeReport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A dump leaves a whole archive behind and the source as it was. */
public abstract class DumpContract extends ServersContract {
    private Path dump() {
        assertCompleted(carryOut(uprev().build(), request().scope(UpgradeScope.DUMP)));
        return folder.resolve("archive");
    }

    @Test
    void makesAWholeArchive() {
        Path archive = dump();

        assertThat(ArchiveCheck.state(archive)).isEqualTo(ArchiveState.FINISHED);
        assertThat(ArchiveCheck.check(archive, 2)).isEmpty();
        assertSourceUntouched();
        assertTargetEmpty();
    }

    @Test
    void saysWhereItComesFrom() {
        try (ArchiveReader reader = ArchiveReader.open(dump())) {
            assertThat(reader.header().engine()).isEqualTo(engine.provider().engine());
            assertThat(reader.header().createdBy()).isNotBlank();
            assertThat(reader.entries().stream().mapToLong(ArchiveEntry::items).sum())
                    .isGreaterThanOrEqualTo(100);
        }
    }

    @Test
    void doesNotWriteOverAnotherArchive() {
        Path archive = dump();
        long before = size(archive);

        UpgradeReport second = carryOut(halting().build(), request().scope(UpgradeScope.DUMP));

        assertThat(second.isCompleted()).isFalse();
        assertThat(second.error()).hasValueSatisfying(error -> assertThat(error).contains("archive", "fix:"));
        assertThat(size(archive)).isEqualTo(before);
        assertThat(ArchiveCheck.check(archive, 2)).isEmpty();
    }

    @Test
    void hasNoStepForATarget() {
        UpgradePlan plan = executable(
                uprev().build().plan(request().scope(UpgradeScope.DUMP).build()));

        assertThat(plan.steps()).noneMatch(step -> step.effect() == Effect.WRITES_TARGET);
    }

    private static long size(Path archive) {
        return Archived.files(archive).stream()
                .mapToLong(file -> file.toFile().length())
                .sum();
    }
}
