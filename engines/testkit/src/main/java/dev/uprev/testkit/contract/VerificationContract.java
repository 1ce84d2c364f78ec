package dev.uprev.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.model.UpgradeScope;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.Verification;
import dev.uprev.run.UpgradeReport;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A comparison finds every difference, names it, and finds none where there is none. */
public abstract class VerificationContract extends ServersContract {
    private void move() {
        emptyTarget();
        target.fill();
        assertHolds("the target, which was filled with the same data", target, full);
    }

    private UpgradeReport verify(VerificationLevel level) {
        return carryOut(halting().build(), request().scope(UpgradeScope.VERIFY).verification(level));
    }

    private static Verification verification(UpgradeReport report) {
        assertThat(report.verification()).as(report.summary()).isPresent();
        return report.verification().orElseThrow();
    }

    @TestFactory
    Stream<DynamicTest> findsNothingWhereAllIsTheSame() {
        return Stream.of(VerificationLevel.QUICK, VerificationLevel.CONTENT)
                .map(level -> DynamicTest.dynamicTest(level.name(), () -> {
                    move();
                    UpgradeReport report = verify(level);

                    assertCompleted(report);
                    Verification found = verification(report);
                    assertThat(found.level()).isEqualTo(level);
                    assertThat(found.objects()).isPositive();
                    assertThat(found.records()).isGreaterThanOrEqualTo(100);
                    assertMoved();
                }));
    }

    @TestFactory
    Stream<DynamicTest> findsAndNamesEveryDamage() {
        List<Damage> damages = target.damages();
        return IntStream.range(0, damages.size())
                .boxed()
                .flatMap(number -> levels(damages.get(number))
                        .map(level -> DynamicTest.dynamicTest(
                                damages.get(number).name() + ", " + level, () -> findsAndNames(number, level))));
    }

    private static Stream<VerificationLevel> levels(Damage damage) {
        return damage.seenByCount()
                ? Stream.of(VerificationLevel.QUICK, VerificationLevel.CONTENT)
                : Stream.of(VerificationLevel.CONTENT);
    }

    private void findsAndNames(int number, VerificationLevel level) {
        move();
        Damage damage = target.damages().get(number);
        damage.cause().run();
        SortedMap<String, String> damaged = target.contents();

        UpgradeReport report = verify(level);

        assertThat(report.isCompleted()).as(report.summary()).isFalse();
        assertThat(report.error()).hasValueSatisfying(error -> assertThat(error).contains("fix:"));
        assertThat(verification(report).differences())
                .isNotEmpty()
                .anySatisfy(difference -> assertThat(difference.toString()).contains(damage.mentions()));
        assertHolds("the target, which is only read", target, damaged);
        assertSourceUntouched();
    }
}
