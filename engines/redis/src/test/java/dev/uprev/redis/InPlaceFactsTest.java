package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.model.HostPort;
import dev.uprev.model.Version;
import dev.uprev.plan.InstanceFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InPlaceFactsTest {
    @TempDir
    private Path folder;

    @Test
    void factsAreKeptAmongTheAttributes() {
        ServerSite site = new ServerSite(
                "shop",
                HostPort.parse("db1:6379"),
                false,
                Path.of("/var/lib/redis"),
                "dump.rdb",
                true,
                false,
                "appendonly.aof",
                "",
                "",
                Optional.of(Path.of("/etc/redis.conf")),
                Optional.empty());
        InPlaceFacts facts = new InPlaceFacts(
                List.of(site),
                new NewProgram(Path.of("/usr/bin/valkey-server"), Version.parse("8.1.1"), Flavour.VALKEY));
        InstanceFacts seen =
                new InstanceFacts("Redis", Version.parse("7.0.15"), "db1:6379", new TreeMap<>(), new TreeMap<>());

        assertThat(InPlaceFacts.of(facts.addTo(seen))).contains(facts);
        assertThat(InPlaceFacts.of(seen)).isEmpty();
    }

    /** Keys with an expiry may go by themselves, also those of which only fields have one; others may not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keys=10,expires=0,avg_ttl=0 | keys=10 | ''",
                "keys=10,expires=3,avg_ttl=9 | keys=7 | ''",
                "keys=10,expires=3,avg_ttl=9 | keys=6 | 10 keys before, 3 of them with an expiry, 6 now",
                "keys=10,expires=1,avg_ttl=0,subexpiry=2 | keys=7 | ''",
                "keys=10,expires=0,avg_ttl=0,keys_with_volatile_items=1 | keys=9 | ''",
                "keys=10,expires=0 | '' | 10 keys before, 0 of them with an expiry, 0 now",
                "keys=10,expires=0 | keys=12 | ''"
            })
    void keysThatAreMissingAreCounted(String before, String after, String lost) {
        KeyCounts counts = KeyCounts.fromJson(counts(before).toJson());

        assertThat(counts.lostIn(counts(after))).endsWith(lost).hasSizeLessThan(lost.isEmpty() ? 1 : 200);
    }

    private static KeyCounts counts(String line) {
        return KeyCounts.of(ServerInfo.parse(line.isEmpty() ? "role:master" : "db4:" + line));
    }

    @Test
    void theConfigurationFileTellsWhereTheDataAre() throws IOException {
        Path file = Files.writeString(
                folder.resolve("redis.conf"),
                "# appendonly no\nAppendOnly yes\ndbfilename \"shop.rdb\"\nuser guest on nopass\nsave 900 1\n");

        ConfigurationFile read = ConfigurationFile.read(Optional.of(file));

        assertThat(read.value("appendonly")).isEqualTo("yes");
        assertThat(read.value("dbfilename")).isEqualTo("shop.rdb");
        assertThat(read.value("appendfilename")).isEqualTo("appendonly.aof");
        assertThat(read.users()).containsExactly("guest");
        assertThat(read.isWhole()).isTrue();
        Files.writeString(file, "include other.conf\n");
        assertThat(ConfigurationFile.read(Optional.of(file)).isWhole()).isFalse();
        assertThat(ConfigurationFile.read(Optional.empty()).isWhole()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"REDIS, 6, REDIS0006, false", "REDIS, 12, REDIS0012, true", "VALKEY, 80, VALKEY080, false"})
    void filesBeginWithTheirFormat(Flavour flavour, int number, String magic, boolean ofRedisOnly) {
        RdbFormat format = new RdbFormat(flavour, number);

        assertThat(format.magic()).isEqualTo(magic);
        assertThat(format.isOfRedisOnly()).isEqualTo(ofRedisOnly);
    }
}
