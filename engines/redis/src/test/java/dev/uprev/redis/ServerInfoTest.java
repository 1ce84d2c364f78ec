package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.compat.Finding;
import dev.uprev.model.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What INFO tells, and what is made of it. */
class ServerInfoTest {
    @Test
    void valkeyHasItsOwnWords() {
        ServerInfo valkey = ServerInfo.parse(
                "# Server\r\nredis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:9.0.1\r\nserver_mode:cluster\r\n");
        assertThat(valkey.flavour()).isEqualTo(Flavour.VALKEY);
        assertThat(valkey.version()).isEqualTo(Version.parse("9.0.1"));
        assertThat(valkey.isCluster()).isTrue();
        assertThat(ServerInfo.parse("redis_version:7.0.15\nredis_mode:sentinel").isSentinel())
                .isTrue();
    }

    @Test
    void fieldsThatExpireAreCountedByBothProducts() {
        assertThat(ServerInfo.parse("db0:keys=3,expires=0,avg_ttl=0,subexpiry=2\ndb5:keys=1,expires=0,subexpiry=1")
                        .expiringFields())
                .isEqualTo(3);
        assertThat(ServerInfo.parse("db0:keys=3,expires=0,avg_ttl=0,keys_with_volatile_items=2")
                        .expiringFields())
                .isEqualTo(2);
        assertThat(ServerInfo.parse("db0:keys=3,expires=0,avg_ttl=0").expiringFields())
                .isZero();
    }

    @Test
    void dataAreWhatIsUsedWithoutClients() {
        assertThat(ServerInfo.parse("used_memory:1000\nused_memory_startup:600\nmem_clients_normal:50")
                        .dataBytes())
                .isEqualTo(350);
        assertThat(ServerInfo.parse("used_memory:1000").dataBytes()).isEqualTo(1000);
    }

    @ParameterizedTest
    @CsvSource({
        "REDIS, 2.6.17, 6",
        "REDIS, 3.0.7, 6",
        "REDIS, 3.2.13, 7",
        "REDIS, 4.0.14, 8",
        "REDIS, 5.0.14, 9",
        "REDIS, 6.2.19, 9",
        "REDIS, 7.0.15, 10",
        "REDIS, 7.2.4, 11",
        "REDIS, 8.0.2, 12",
        "VALKEY, 7.2.5, 11",
        "VALKEY, 8.1.3, 11",
        "VALKEY, 9.1, 80"
    })
    void formatsOfReleases(Flavour flavour, String version, int format) {
        assertThat(RdbVersion.known(flavour, Version.parse(version))).hasValue(format);
    }

    /** They may write anything: only a key can show it. */
    @ParameterizedTest
    @CsvSource({"REDIS, 8.4", "REDIS, 9.0", "VALKEY, 9.3", "VALKEY, 10"})
    void formatsThatAreNotKnown(Flavour flavour, String version) {
        assertThat(RdbVersion.known(flavour, Version.parse(version))).isEqualTo(OptionalInt.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 'maxmemory:900', target-too-small",
        "1000, 'maxmemory:1050', target-memory-tight",
        "1000, 'maxmemory:2000', ''",
        "1000, 'maxmemory:2000|used_memory:1500', target-too-small",
        "1000, 'maxmemory:0|total_system_memory:900', target-too-small",
        "1000, 'maxmemory:0|total_system_memory:9000', ''",
        "1000, 'maxmemory:0', ''",
        "1000, 'maxmemory:2000|maxmemory_policy:volatile-lru', target-evicts",
        "0, 'maxmemory:900', ''"
    })
    void roomOnTheTarget(long needed, String info, String code) {
        TargetRoom room = new TargetRoom(needed);
        room.add(ServerInfo.parse(info.replace('|', '\n')));
        assertThat(room.findings()).extracting(Finding::code).isEqualTo(code.isEmpty() ? List.of() : List.of(code));
    }

    @ParameterizedTest
    @CsvSource({"1000, 500, ''", "1000, 499, WARNING", "1000, 49, BLOCKER", "0, 0, ''"})
    void roomForTheDump(long bytes, long free, String severity) {
        assertThat(ArchiveRoom.findings(Path.of("dump"), bytes, free))
                .extracting(finding -> finding.severity().name())
                .isEqualTo(severity.isEmpty() ? List.of() : List.of(severity));
    }

    /** Half of the keys goes to each of two. */
    @Test
    void roomOfAClusterIsThatOfAllItsServers() {
        TargetRoom room = new TargetRoom(1500);
        room.add(ServerInfo.parse("maxmemory:1000"));
        room.add(ServerInfo.parse("maxmemory:1000"));
        assertThat(room.findings()).isEmpty();
    }
}
