package dev.uprev.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.abortedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.container;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.uprev.error.UpgradeException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.opentest4j.TestAbortedException;

class RequiresServersTest {
    @Test
    void skipsATestWithTheReason() {
        run(InATest.class, false)
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(abortedWithReason(
                                instanceOf(TestAbortedException.class), message(RequiresServersTest::isTheReason))));
    }

    @Test
    void skipsWhereTheServerIsStartedBeforeEachTest() {
        run(BeforeEachTest.class, false)
                .testEvents()
                .assertThatEvents()
                .haveExactly(1, event(abortedWithReason(message(RequiresServersTest::isTheReason))));
    }

    @Test
    void skipsTheClassWhereTheServerIsStartedBeforeAll() {
        run(BeforeAllTests.class, false)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                container(BeforeAllTests.class),
                                abortedWithReason(message(RequiresServersTest::isTheReason))));
    }

    @Test
    void failsWhereServersAreRequired() {
        run(InATest.class, true)
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test(),
                                finishedWithFailure(
                                        instanceOf(UpgradeException.class),
                                        message(RequiresServersTest::isTheReason))));
        run(BeforeAllTests.class, true)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(1, event(finishedWithFailure(message(RequiresServersTest::isTheReason))));
    }

    @Test
    void failsForAnyOtherError() {
        EngineExecutionResults results = run(WithAnotherError.class, false);
        assertThat(results.testEvents().failed().count()).isEqualTo(1);
        assertThat(results.testEvents().aborted().count()).isZero();
    }

    private static EngineExecutionResults run(Class<?> tests, boolean required) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .configurationParameter(SkipsWithoutServers.REQUIRED, Boolean.toString(required))
                .execute();
    }

    private static boolean isTheReason(String message) {
        return message.startsWith("PostgreSQL 8.4 cannot be had on this machine: it is not among [9.2.4");
    }

    @RequiresServers
    static final class InATest {
        @Test
        void needsAServer() {
            PostgresServer.start("8.4");
        }
    }

    @RequiresServers
    static final class BeforeEachTest {
        @BeforeEach
        void start() {
            PostgresServer.start("8.4");
        }

        @Test
        void needsAServer() {}
    }

    @RequiresServers
    static final class BeforeAllTests {
        @BeforeAll
        static void start() {
            PostgresServer.start("8.4");
        }

        @Test
        void needsAServer() {}
    }

    @RequiresServers
    static final class WithAnotherError {
        @Test
        void findsABug() {
            PostgresServer.setup(Path.of("/no/such/folder")).start();
        }
    }
}
