package dev.uprev.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.uprev.Uprev;
import dev.uprev.error.UpgradeException;
import dev.uprev.journal.Journal;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.secret.Secret;
import dev.uprev.secret.SecretRef;
import dev.uprev.testkit.memory.MemoryEngine;
import dev.uprev.testkit.memory.MemoryServer;
import dev.uprev.testkit.memory.MemoryUnderTest;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The contracts notice engines with mistakes, each in the test that forbids the mistake. */
class BrokenEnginesTest {
    /** Which mistake is under test; the contract's class is made by JUnit, which passes nothing on. */
    private static BrokenEngine mistake = BrokenEngine.LEAKS_A_SECRET;

    static class Capabilities extends CapabilitiesContract {
        @Override
        protected EngineUnderTest engine() {
            return broken();
        }
    }

    static class Planning extends PlanContract {
        @Override
        protected EngineUnderTest engine() {
            return broken();
        }
    }

    static class Restore extends RestoreContract {
        @Override
        protected EngineUnderTest engine() {
            return broken();
        }
    }

    static class Verifying extends VerificationContract {
        @Override
        protected EngineUnderTest engine() {
            return broken();
        }
    }

    static class Secrets extends SecretsContract {
        @Override
        protected EngineUnderTest engine() {
            return broken();
        }
    }

    static class Errors extends ErrorsContract {
        @Override
        protected EngineUnderTest engine() {
            return broken();
        }
    }

    static class Following extends ReplicationContract {
        @Override
        protected EngineUnderTest engine() {
            return broken();
        }
    }

    static class Staying extends InPlaceContract {
        @Override
        protected EngineUnderTest engine() {
            return broken();
        }
    }

    static class Resuming extends ResumeContract {
        @Override
        protected EngineUnderTest engine() {
            return broken();
        }
    }

    private static EngineUnderTest broken() {
        return new MemoryUnderTest(mistake.provider());
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                noticed(BrokenEngine.LEAKS_A_SECRET, Secrets.class, "aRefusedLoginShowsNoPassword"),
                noticed(BrokenEngine.WRITES_WHEN_IT_SAYS_THAT_IT_READS, Planning.class, "stepsDoNoMoreThanTheySay"),
                noticed(BrokenEngine.LOSES_A_RECORD, Restore.class, "movesEverything", "restoresWhatWasDumpedBefore"),
                noticed(
                        BrokenEngine.RESTORES_TWICE,
                        Resuming.class,
                        "goesOnAfterADeathAtEveryEntryOfTheJournal",
                        "goesOnAfterADeathInTheMiddleOfSteps",
                        "goesOnWhenTheTargetWasDown",
                        "goesOnWhenTheSourceWasDown",
                        "aFailureIsTakenBackAndAllCanBeDoneAnew"),
                noticed(
                        BrokenEngine.LEAVES_DATA_BEHIND,
                        Resuming.class,
                        "aFailureIsTakenBackAndAllCanBeDoneAnew",
                        "aCancelledRunIsTakenBack"),
                noticed(
                        BrokenEngine.FORGETS_TO_RESTORE,
                        Capabilities.class,
                        "hasWhatDumpAndRestoreNeeds",
                        "plansTheMethodsThatItClaimsAndRefusesTheOthers"),
                noticed(
                        BrokenEngine.MAKES_ANOTHER_PLAN_EACH_TIME,
                        Planning.class,
                        "isTheSameTwice",
                        "isMadeAgainFromTheJournal"),
                noticed(
                        BrokenEngine.TRUSTS_THE_ARCHIVE,
                        Restore.class,
                        "refusesADamagedArchiveBeforeAnythingIsWritten"),
                noticed(BrokenEngine.COMPARES_NUMBERS_ONLY, Verifying.class, "findsAndNamesEveryDamage"),
                noticed(
                        BrokenEngine.LEAVES_TRACES,
                        Following.class,
                        "whatIsWrittenMeanwhileArrives",
                        "onlyOneOfThemIsWrittenToUntilTheEnd",
                        "aRollbackTakesAlongWhatWasWrittenToTheTarget",
                        "aFailureIsTakenBackAndTheSourceIsWrittenToAgain"),
                noticed(BrokenEngine.FORGETS_TO_FENCE, Following.class, "onlyOneOfThemIsWrittenToUntilTheEnd"),
                noticed(
                        BrokenEngine.LOSES_A_RECORD_IN_PLACE,
                        Staying.class,
                        "everythingIsThereAfterwards",
                        "aRunThatIsStoppedBeforeAStepIsTakenBack",
                        "aServerThatDoesNotStartIsTakenBack",
                        "whatIsNotApprovedIsNotDone",
                        "goesOnAfterADeath"),
                noticed(
                        BrokenEngine.STAYS_AT_THE_NEW_VERSION,
                        Staying.class,
                        "aRunThatIsStoppedBeforeAStepIsTakenBack",
                        "aServerThatDoesNotStartIsTakenBack",
                        "whatIsNotApprovedIsNotDone"),
                noticed(BrokenEngine.MIXES_WITH_WHAT_IS_THERE, Errors.class, "aTargetThatIsNotEmpty"));
    }

    private static Arguments noticed(BrokenEngine mistake, Class<?> contract, String... tests) {
        return Arguments.of(mistake, contract, tests);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void isNoticed(BrokenEngine broken, Class<?> contract, String[] tests) {
        mistake = broken;

        Events events = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(contract))
                .execute()
                .testEvents();

        TreeSet<String> failed = events.failed().stream()
                .map(Event::getTestDescriptor)
                .map(BrokenEnginesTest::method)
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> reasons = events.failed().stream()
                .map(event -> event.getTestDescriptor().getDisplayName() + ": "
                        + event.getPayload(TestExecutionResult.class).flatMap(TestExecutionResult::getThrowable))
                .toList();
        assertThat(failed).as("tests that notice %s: %s", broken, reasons).containsExactlyInAnyOrder(tests);
        assertThat(events.succeeded().count())
                .as("tests that have nothing against it")
                .isPositive();
    }

    private static String method(TestDescriptor test) {
        return test.getLegacyReportingName().replaceFirst("\\(.*", "");
    }

    /** The facade covers what an engine lets slip, as far as it has given the engine the secret itself. */
    @Test
    void aPlanDoesNotShowWhatTheEngineLeaks() {
        SecretRef reference = SecretRef.env("WRONG");
        try (MemoryServer locked = MemoryServer.start("1", "keeper", "right", reference);
                MemoryServer open = MemoryServer.start("2")) {
            Uprev uprev = Uprev.builder()
                    .engines(BrokenEngine.LEAKS_A_SECRET.provider())
                    .rules(MemoryEngine.rules())
                    .journal(Journal.inMemory())
                    .secrets(any -> Secret.of("canary-4711"))
                    .build();
            UpgradeRequest request = UpgradeRequest.builder(
                            UpgradeMethod.DUMP_AND_RESTORE,
                            locked.instance(),
                            new UpgradeTarget.Existing(open.instance()))
                    .build();

            Throwable refusal = catchThrowable(() -> uprev.plan(request));

            assertThat(refusal).isInstanceOf(UpgradeException.class);
            assertThat(refusal).hasMessageContaining("***").hasMessageNotContaining("canary");
        }
    }
}
