package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.LedgerCategory;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dumps and restores between real servers. */
@RequiresServers
class TransferIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "2.8, 7.0, 64000000",
        "6.2, 8.0, 64000000",
        "7.0, valkey-8, 64000000",
        "8.0, valkey-8, 64000000",
        "8.0, valkey-9, 64000000",
        "2.8, 6.2, 2000",
        "6.2, 7.0, 2000",
        "7.0, 8.0, 2000"
    })
    void everyKeyArrives(String from, String to, String large) throws Exception {
        try (RedisServer source = RedisServer.start(from);
                RedisServer target = RedisServer.start(to)) {
            Keys.fill(source, 5000);

            UpgradeReport report = new Transfer(folder, source.instance(), target.instance())
                    .with(request -> request.option(RedisOptions.LARGE_KEY_BYTES, large))
                    .carryOut();

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(Keys.differences(source, target)).isEmpty();
        }
    }

    /** Redis and Valkey keep the times of fields in different encodings; in pieces they go by commands. */
    @ParameterizedTest
    @ValueSource(strings = {"64000000", "2000"})
    void fieldsThatExpireGoFromRedisToValkey(String large) throws Exception {
        try (RedisServer source = RedisServer.start("8.0");
                RedisServer target = RedisServer.start("valkey-9")) {
            for (int i = 0; i < 1000; i++) {
                source.ask("HSET", "hash", "field " + i, "value " + i);
            }
            source.ask("HPEXPIREAT", "hash", "4000000000123", "FIELDS", "2", "field 7", "field 700");
            source.ask("HPEXPIRE", "hash", "1000", "FIELDS", "1", "field 8");

            UpgradeReport report = new Transfer(folder, source.instance(), target.instance())
                    .with(request -> request.option(RedisOptions.LARGE_KEY_BYTES, large))
                    .before("verify", () -> sleep(1500))
                    .carryOut();

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(target.ask("HLEN", "hash")).isEqualTo("999");
            assertThat(target.ask("HPEXPIRETIME", "hash", "FIELDS", "3", "field 7", "field 700", "field 9"))
                    .isEqualTo("4000000000123\n4000000000123\n-1");
            assertThat(target.ask("HGET", "hash", "field 700")).isEqualTo("value 700");
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void pendingEntriesOfDeletedMessagesOfALargeStreamAreTold() throws Exception {
        try (RedisServer source = RedisServer.start("6.2");
                RedisServer target = RedisServer.start("7.0")) {
            Keys.fill(source, 10);
            source.ask("XDEL", "stream", "5-1", "6-1");

            UpgradeReport report = new Transfer(folder, source.instance(), target.instance())
                    .with(request ->
                            request.option(RedisOptions.LARGE_KEY_BYTES, "2000").archive(folder.resolve("dump")))
                    .carryOut();

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(source.ask("XPENDING", "stream", "readers")).startsWith("24\n");
            assertThat(target.ask("XPENDING", "stream", "readers")).startsWith("22\n");
            try (ArchiveReader archive = ArchiveReader.open(folder.resolve("dump"))) {
                assertThat(archive.entries())
                        .flatExtracting(ArchiveEntry::ledger)
                        .anySatisfy(entry -> {
                            assertThat(entry.category()).isEqualTo(LedgerCategory.CONVERTED);
                            assertThat(entry.count()).isEqualTo(2);
                        });
            }
        }
    }

    /** Changes that somebody makes on the target before it is compared. */
    @ParameterizedTest
    @CsvSource({
        "APPEND string:7 x, key \"string:7\": value",
        "DEL list, key \"list\": key",
        "LSET list 500 other, key \"list\": value",
        "ZADD zset 1.5 more, key \"zset\": value",
        "PERSIST string:5, key \"string:5\": time to live",
        "PEXPIRE string:5 9000, key \"string:5\": time to live",
        "SET another x, key \"another\": key is missing on the source"
    })
    void whatDiffersIsNamed(String change, String named) throws Exception {
        try (RedisServer source = RedisServer.start("6.2");
                RedisServer target = RedisServer.start("7.0")) {
            Keys.fill(source, 100);

            UpgradeReport report = new Transfer(folder, source.instance(), target.instance())
                    .before("verify", () -> target.ask(change.split(" ", -1)))
                    .carryOut();

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(report.error().orElse("")).contains(named);
            assertThat(target.ask("DBSIZE")).isEqualTo("0");
        }
    }
}
