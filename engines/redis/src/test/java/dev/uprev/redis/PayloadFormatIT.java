package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.secret.SecretResolver;
import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers tell which payloads they read, and nothing is written. */
@RequiresServers
class PayloadFormatIT {
    private static final List<Integer> VERSIONS = List.of(6, 9, 10, 11, 12, 13, 80);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2.8|6",
                "6.0|6 9",
                "6.2|6 9",
                "7.0|6 9 10",
                "valkey-8|6 9 10 11",
                "8.0|6 9 10 11 12",
                "valkey-9|6 9 10 11 80"
            })
    void eachReleaseReadsWhatIsOlder(String release, String versions) throws Exception {
        try (RedisServer server = RedisServer.start(release);
                RespConnection connection = open(server.instance())) {
            assertThat(accepted(connection)).isEqualTo(versions);
            assertThat(server.ask("DBSIZE")).isEqualTo("0");
            assertThat(server.ask("INFO", "persistence").lines()).contains("rdb_changes_since_last_save:0");
        }
    }

    @Test
    void aServerThatTakesNothingIsNoAnswer() throws Exception {
        try (RedisServer server = RedisServer.start("7.0");
                RespConnection connection = open(server.instance())) {
            server.ask("CONFIG", "SET", "maxmemory", "1");
            assertThatThrownBy(() -> PayloadFormat.accepts(connection, 6)).hasMessageContaining("OOM");
            server.ask("CONFIG", "SET", "maxmemory", "0");
            server.ask("REPLICAOF", "127.0.0.1", "1");
            assertThatThrownBy(() -> PayloadFormat.accepts(connection, 6)).hasMessageContaining("READONLY");
        }
    }

    static String accepted(RespConnection connection) throws Exception {
        List<String> accepted = new ArrayList<>();
        for (int version : VERSIONS) {
            if (PayloadFormat.accepts(connection, version)) {
                accepted.add(String.valueOf(version));
            }
        }
        return String.join(" ", accepted);
    }

    static RespConnection open(Instance instance) {
        return new Connections(Side.TARGET, instance, SecretResolver.standard()).open(instance.address());
    }
}
