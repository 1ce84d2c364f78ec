package dev.uprev.postgresql;

import static dev.uprev.testkit.process.UpgradeProcess.beyond;
import static dev.uprev.testkit.process.UpgradeProcess.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.testkit.process.UpgradeProcess;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that is killed by kill -9 anywhere; another goes on, and everything arrives once. */
@RequiresServers
class KilledUpgradeIT {
    private static final int ORDERS = 400_000;

    private static PostgresServer source;
    private static String sums;
    private static Path tools;

    @TempDir
    private Path journal;

    @BeforeAll
    static void begin() throws Exception {
        tools = PostgresTools.bin(15);
        source = PostgresServer.start("13");
        ShopData.create(source, ORDERS);
        sums = ShopData.sums(source);
    }

    @AfterAll
    static void end() {
        if (source != null) {
            source.close();
        }
    }

    static Stream<Arguments> moments() {
        return Stream.of(
                Arguments.of("between the steps", false, line("finished check-target")),
                Arguments.of("when the dump begins", false, line("started dump")),
                Arguments.of("in the middle of the dump", false, beyond("dump", 20_000_000)),
                Arguments.of("between dump and restore", false, line("finished dump")),
                Arguments.of("when the restore begins", false, line("started restore")),
                Arguments.of("in the middle of the restore", false, beyond("restore", 20_000_000)),
                Arguments.of("when nearly all is restored", false, beyond("restore", 90_000_000)),
                Arguments.of("in the middle of both", true, beyond("restore", 10_000_000)),
                Arguments.of("when the comparison begins", false, line("started verify")));
    }

    @ParameterizedTest(name = "{0}, overlapping: {1}")
    @MethodSource("moments")
    void goesOnAndDoesNothingTwice(String name, boolean overlap, Predicate<String> moment) throws Exception {
        try (PostgresServer target = PostgresServer.start("15");
                UpgradeProcess first = UpgradeProcess.start(
                        UpgradeMain.class, journal, source.port(), target.port(), overlap, tools)) {
            boolean reached = first.awaitLine(moment);
            first.kill();

            assertThat(reached)
                    .as("the moment was reached before the upgrade ended")
                    .isTrue();
            assertThat(resume(first.planId())).startsWith("outcome COMPLETED");
            assertThat(ShopData.sums(target)).isEqualTo(sums);
            assertThat(ShopData.psql(target, "shop", "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'uprev%'"))
                    .as("nothing of ours is left")
                    .isEqualToIgnoringWhitespace("SET");
        }
    }

    @Test
    void killedTwiceItStillArrives() throws Exception {
        try (PostgresServer target = PostgresServer.start("15");
                UpgradeProcess first =
                        UpgradeProcess.start(UpgradeMain.class, journal, source.port(), target.port(), false, tools)) {
            first.awaitLine(beyond("dump", 10_000_000));
            first.kill();
            try (UpgradeProcess second = UpgradeProcess.start(UpgradeMain.class, journal, first.planId())) {
                second.awaitLine(beyond("restore", 10_000_000));
                second.kill();
            }

            assertThat(resume(first.planId())).startsWith("outcome COMPLETED");
            assertThat(ShopData.sums(target)).isEqualTo(sums);
        }
    }

    private String resume(String planId) throws Exception {
        try (UpgradeProcess second = UpgradeProcess.start(UpgradeMain.class, journal, planId)) {
            return second.outcome();
        }
    }
}
