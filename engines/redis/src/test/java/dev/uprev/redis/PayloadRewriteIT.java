package dev.uprev.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.error.UpgradeException;
import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payloads of one product are rewritten for servers of the other, which take them for the same values. */
@RequiresServers
class PayloadRewriteIT {
    @ParameterizedTest
    @CsvSource({"8.0, valkey-8", "8.0, valkey-9", "valkey-9, 8.0"})
    void everyTypeGoesFromOneProductToTheOther(String from, String to) throws Exception {
        try (RedisServer source = RedisServer.start(from);
                RedisServer target = RedisServer.start(to)) {
            Keys.fill(source, 100);
            try (RespConnection here = Keys.open(source);
                    RespConnection there = Keys.open(target)) {
                PayloadRewrite rewrite = PayloadRewrite.of(there);
                for (Reply key : here.call("KEYS", "*").list()) {
                    restore(here, there, rewrite, key.content());
                }
                here.call("SELECT", 3);
                there.call("SELECT", 3);
                restore(here, there, rewrite, "elsewhere".getBytes(UTF_8));
            }

            assertThat(Keys.differences(source, target)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"8.0, valkey-9", "valkey-9, 8.0"})
    void fieldsKeepTheirTimeToLive(String from, String to) throws Exception {
        try (RedisServer source = RedisServer.start(from);
                RedisServer target = RedisServer.start(to);
                RespConnection here = Keys.open(source);
                RespConnection there = Keys.open(target)) {
            String longValue = "long ".repeat(200);
            here.call("HSET", "small", "a", "1", "b", "2", "c", "3");
            here.call("HPEXPIREAT", "small", 4_000_000_000_123L, "FIELDS", 1, "b");
            here.call("HSET", "large", "a", longValue, "b", "22", "c", longValue);
            here.call("HPEXPIREAT", "large", 4_000_000_000_456L, "FIELDS", 1, "a");
            here.call("HPEXPIREAT", "large", 4_000_000_000_001L, "FIELDS", 1, "c");

            PayloadRewrite rewrite = PayloadRewrite.of(there);
            for (String key : new String[] {"small", "large"}) {
                restore(here, there, rewrite, key.getBytes(UTF_8));

                assertThat(there.call("HMGET", key, "a", "b", "c")).isEqualTo(here.call("HMGET", key, "a", "b", "c"));
                assertThat(there.call("HPEXPIRETIME", key, "FIELDS", 3, "a", "b", "c"))
                        .isEqualTo(here.call("HPEXPIRETIME", key, "FIELDS", 3, "a", "b", "c"));
            }
        }
    }

    @Test
    void whatTheOtherProductDoesNotHaveIsRefused() throws Exception {
        try (RedisServer source = RedisServer.start("8.0");
                RedisServer target = RedisServer.start("valkey-8");
                RespConnection here = Keys.open(source);
                RespConnection there = Keys.open(target)) {
            here.call("HSET", "h", "a", "1");
            here.call("HPEXPIREAT", "h", 4_000_000_000_123L, "FIELDS", 1, "a");
            byte[] payload = here.call("DUMP", "h").content();
            PayloadRewrite rewrite = PayloadRewrite.of(there);

            assertThatThrownBy(() -> rewrite.rewrite(payload, payload.length))
                    .isInstanceOf(UpgradeException.class)
                    .hasMessageContaining("a hash with fields that expire");
        }
    }

    private static void restore(RespConnection here, RespConnection there, PayloadRewrite rewrite, byte[] key)
            throws IOException {
        byte[] payload = here.call("DUMP", key).content();
        assertThat(there.call("RESTORE", key, 0, payload).toString()).contains("DUMP payload version");
        rewrite.rewrite(payload, payload.length);
        long left = here.call("PTTL", key).number();
        there.begin(4).word("RESTORE").word(key, 0, key.length).word(String.valueOf(Math.max(0, left)));
        there.word(rewrite.bytes(), 0, rewrite.size()).flush();
        assertThat(there.replies().reply()).hasToString("OK");
    }
}
