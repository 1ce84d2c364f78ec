package dev.uprev.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeScope;
import dev.uprev.model.VerificationLevel;
import dev.uprev.run.UpgradeReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A dump and a restore move everything; from a damaged archive nothing is restored. */
public abstract class RestoreContract extends ServersContract {
    /** Not verified, so that only an independent look tells whether all is there. */
    @TestFactory
    Stream<DynamicTest> movesEverything() {
        return Stream.of(true, false)
                .map(overlap -> DynamicTest.dynamicTest("overlapping: " + overlap, () -> {
                    emptyTarget();
                    UpgradeReport report = carryOut(
                            uprev().build(),
                            request()
                                    .verification(VerificationLevel.NONE)
                                    .archive(folder.resolve("archive-" + overlap))
                                    .transfer(request().build().transfer().withOverlap(overlap)));

                    assertCompleted(report);
                    assertMoved();
                }));
    }

    @Test
    void movesNothingWhereThereIsNothing() {
        try (ServerUnderTest bare = engine.startOlder(PASSWORD)) {
            assertCompleted(carryOut(uprev().build(), request(bare.instance(), target.instance())));

            assertTargetEmpty();
        }
    }

    @Test
    void restoresWhatWasDumpedBefore() {
        dump();
        source.kill();
        try {
            assertCompleted(carryOut(uprev().build(), restoreOf(folder.resolve("archive"))));
        } finally {
            source.restart();
        }

        assertMoved();
    }

    private void dump() {
        assertCompleted(carryOut(uprev().build(), request().scope(UpgradeScope.DUMP)));
    }

    private UpgradeRequest.Builder restoreOf(Path archive) {
        return request()
                .scope(UpgradeScope.RESTORE)
                .verification(VerificationLevel.NONE)
                .archive(archive);
    }

    /** Each file of the archive in turn is damaged in each way. */
    @TestFactory
    Stream<DynamicTest> refusesADamagedArchiveBeforeAnythingIsWritten() {
        dump();
        List<Path> files = Archived.contentOf(folder.resolve("archive"));
        return IntStream.range(0, files.size())
                .boxed()
                .flatMap(number -> Stream.of(
                        damaged("altered", number, Archived::flipBit),
                        damaged("truncated", number, Archived::truncate),
                        damaged("removed", number, Archived::remove)));
    }

    private DynamicTest damaged(String how, int number, Consumer<Path> damage) {
        Path archive = folder.resolve(how + number);
        return DynamicTest.dynamicTest(how + ": file " + number, () -> {
            Archived.copy(folder.resolve("archive"), archive);
            damage.accept(Archived.contentOf(archive).get(number));

            assertThat(errorOfRestore(archive))
                    .hasValueSatisfying(error -> assertThat(error).contains("fix:"));
            assertTargetEmpty();
        });
    }

    /** Where the restore is refused by plan, or fails and leaves everything as it is. */
    private Optional<String> errorOfRestore(Path archive) {
        Uprev uprev = halting().build();
        try {
            return uprev.execute(uprev.plan(restoreOf(archive).build())).error();
        } catch (UpgradeException e) {
            return Optional.of(e.toString());
        }
    }
}
