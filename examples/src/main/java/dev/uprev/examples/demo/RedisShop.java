package dev.uprev.examples.demo;

import dev.uprev.model.Instance;
import dev.uprev.testkit.servers.RedisTalk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** The shop on Redis: see {@code shop.lua}. */
final class RedisShop implements Shop {
    /** A script keeps everybody waiting while it runs. */
    private static final int KEYS_OF_A_SCRIPT = 10_000;

    private static final Map<Look, List<RedisQuery>> QUERIES = Map.of(
            Look.DATA,
            List.of(RedisQuery.of("INFO keyspace", "(db.*)")),
            Look.CLIENTS,
            List.of(new RedisQuery(
                    "CLIENT LIST",
                    Pattern.compile(".* (name=\\w+) .* (db=\\d+) .* (cmd=\\w+).*"),
                    "... $1 ... $2 ... $3 ...")),
            Look.VERSION,
            List.of(RedisQuery.of("INFO server", "((redis|valkey)_version:.*)")),
            Look.DETAILS,
            List.of(
                    RedisQuery.of("ZREVRANGE bestsellers 0 1 WITHSCORES"),
                    RedisQuery.of("PFCOUNT visitors"),
                    RedisQuery.of("TTL session:4")));

    @Override
    public void fill(Instance server, int records) throws IOException {
        String script = script();
        try (RedisTalk redis = RedisTalk.connect(server.address().port())) {
            for (int first = 0; first < records; first += KEYS_OF_A_SCRIPT) {
                int last = Math.min(records, first + KEYS_OF_A_SCRIPT) - 1;
                RedisService.require(redis, "EVAL", script, "0", "" + first, "" + last);
            }
        }
    }

    @Override
    public List<ShopProgram> programs() {
        return List.of(
                new ShopProgram("orders", RedisOrders.class, 2), new ShopProgram("payments", RedisPayments.class, 1));
    }

    @Override
    public String shown(String prompt, Instance server, Look look) throws IOException {
        StringBuilder text = new StringBuilder();
        try (RedisTalk redis = RedisTalk.connect(server.address().port())) {
            for (RedisQuery query : Objects.requireNonNull(QUERIES.get(look))) {
                text.append(query.shown(prompt, redis));
            }
        }
        return text.toString();
    }

    @Override
    public long found(String kind, List<Long> ids, Instance server) throws IOException {
        long found = 0;
        try (RedisTalk redis = RedisTalk.connect(server.address().port())) {
            for (Long id : ids) {
                found += Long.parseLong(
                        kind.equals("orders")
                                ? redis.ask("EXISTS", "order:" + id)
                                : redis.ask("ZCOUNT", "payments", "" + id, "" + id));
            }
        }
        return found;
    }

    private static String script() throws IOException {
        try (InputStream in = Objects.requireNonNull(RedisShop.class.getResourceAsStream("shop.lua"), "shop.lua")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
