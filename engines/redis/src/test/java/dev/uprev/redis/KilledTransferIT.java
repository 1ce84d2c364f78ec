package dev.uprev.redis;

import static dev.uprev.testkit.process.UpgradeProcess.beyond;
import static dev.uprev.testkit.process.UpgradeProcess.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.testkit.process.UpgradeProcess;
import dev.uprev.testkit.servers.RedisServer;
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

/** A dump and restore is killed as by kill -9, and resumed. */
@RequiresServers
class KilledTransferIT {
    private static final int KEYS = 100_000;

    private static RedisServer source;
    private static String digest = "";

    @TempDir
    private Path journal;

    @BeforeAll
    static void begin() throws Exception {
        source = RedisServer.start("6.0");
        source.ask("DEBUG", "POPULATE", String.valueOf(KEYS), "key", "300");
        Keys.fill(source, 1000);
        digest = source.ask("DEBUG", "DIGEST");
    }

    @AfterAll
    static void end() {
        if (source != null) {
            source.close();
        }
    }

    static Stream<Arguments> moments() {
        return Stream.of(
                Arguments.of("when the dump begins", false, line("started dump")),
                Arguments.of("in the middle of the dump", false, beyond("dump", KEYS / 3)),
                Arguments.of("between dump and restore", false, line("finished dump")),
                Arguments.of("in the middle of the restore", false, beyond("restore", KEYS / 3)),
                Arguments.of("in the middle of both", true, beyond("restore", KEYS / 4)),
                Arguments.of("when the comparison begins", false, line("started verify")));
    }

    @ParameterizedTest(name = "{0}, overlapping: {1}")
    @MethodSource("moments")
    void goesOn(String name, boolean overlap, Predicate<String> moment) throws Exception {
        try (RedisServer target = RedisServer.start("6.2");
                UpgradeProcess first =
                        UpgradeProcess.start(TransferMain.class, journal, source.port(), target.port(), overlap)) {
            boolean reached = first.awaitLine(moment);
            first.kill();

            assertThat(reached)
                    .as("the moment was reached before the upgrade ended")
                    .isTrue();
            assertThat(resume(first.planId())).startsWith("outcome COMPLETED");
            assertThat(target.ask("DEBUG", "DIGEST")).isEqualTo(digest);
        }
    }

    @Test
    void dumpsAnewWhenTheSourceWasStartedAnew() throws Exception {
        try (RedisServer from =
                        RedisServer.setup("6.0").setting("save", "3600 1").start();
                RedisServer target = RedisServer.start("6.2")) {
            from.ask("DEBUG", "POPULATE", String.valueOf(KEYS), "key", "300");
            from.ask("SET", "only before", "x");
            try (UpgradeProcess first =
                    UpgradeProcess.start(TransferMain.class, journal, from.port(), target.port(), true)) {
                boolean reached = first.awaitLine(beyond("dump", KEYS / 3));
                first.kill();
                assertThat(reached).isTrue();
                from.ask("DEL", "only before");
                from.ask("SET", "only after", "x");
                from.ask("SAVE");
                from.stop();
                from.restart();

                assertThat(resume(first.planId())).startsWith("outcome COMPLETED");
            }
            assertThat(target.ask("DEBUG", "DIGEST")).isEqualTo(from.ask("DEBUG", "DIGEST"));
            assertThat(target.ask("EXISTS", "only before")).isEqualTo("0");
        }
    }

    @Test
    void restoresAnewWhenTheTargetWasStartedAnew() throws Exception {
        try (RedisServer target = RedisServer.start("6.2");
                UpgradeProcess first =
                        UpgradeProcess.start(TransferMain.class, journal, source.port(), target.port(), false)) {
            boolean reached = first.awaitLine(beyond("restore", KEYS / 3));
            first.kill();
            assertThat(reached).isTrue();
            target.kill();
            target.restart();
            assertThat(target.ask("DBSIZE")).isEqualTo("0");

            assertThat(resume(first.planId())).startsWith("outcome COMPLETED");
            assertThat(target.ask("DEBUG", "DIGEST")).isEqualTo(digest);
        }
    }

    private String resume(String planId) throws Exception {
        try (UpgradeProcess second = UpgradeProcess.start(TransferMain.class, journal, planId)) {
            return second.outcome();
        }
    }
}
