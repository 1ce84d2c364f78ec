package dev.uprev.postgresql;

import static dev.uprev.testkit.process.UpgradeProcess.beyond;
import static dev.uprev.testkit.process.UpgradeProcess.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeScope;
import dev.uprev.testkit.process.UpgradeProcess;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A replication that is killed by kill -9 anywhere, while applications write; another process goes on. */
@RequiresServers
class KilledReplicationIT {
    @TempDir
    private Path journal;

    static Stream<Arguments> moments() {
        return Stream.of(
                Arguments.of("when the seed begins", line("started seed")),
                Arguments.of("in the middle of the seed", beyond("seed", 5_000_000)),
                Arguments.of("when nearly all rows are there", beyond("seed", 50_000_000)),
                Arguments.of("while it catches up", line("started catch-up")),
                Arguments.of("behind the fence", line("started drain")),
                Arguments.of("when the comparison begins", line("started verify")),
                Arguments.of("when the way back begins", line("started arm-rollback")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("moments")
    void goesOnAndNothingIsLostNorDoubled(String name, Predicate<String> moment) throws Exception {
        try (PostgresServer source = PostgresServer.start("13");
                PostgresServer target = PostgresServer.start("15")) {
            ShopData.create(source, 300_000);
            WriteLoad.prepare(source);
            try (WriteLoad load = WriteLoad.on(source, 2);
                    UpgradeProcess first = UpgradeProcess.start(
                            UpgradeMain.class,
                            journal,
                            source.port(),
                            target.port(),
                            false,
                            PostgresTools.bin(15),
                            UpgradeScope.WHOLE,
                            UpgradeMethod.REPLICATION)) {
                boolean reached = first.awaitLine(moment);
                first.kill();
                assertThat(reached)
                        .as("the moment was reached before the upgrade ended")
                        .isTrue();

                try (UpgradeProcess second = UpgradeProcess.start(UpgradeMain.class, journal, first.planId())) {
                    assertThat(second.outcome()).startsWith("outcome COMPLETED");
                }
                load.stop();
                assertThat(load.acknowledged()).hasSizeGreaterThan(50);
                assertThat(load.lostOn(target)).isEmpty();
                assertThat(ShopData.sums(target)).isEqualTo(ShopData.sums(source));
                assertThat(ShopData.psql(source, "shop", "SELECT count(*) FROM pg_replication_slots"))
                        .as("slots of the way forward on the source")
                        .contains("0");
            }
        }
    }
}
