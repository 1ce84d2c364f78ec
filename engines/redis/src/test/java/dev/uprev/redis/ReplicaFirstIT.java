package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.compat.Finding;
import dev.uprev.event.UpgradeListener;
import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.testkit.process.UpgradeProcess;
import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A primary and its replicas, of which one takes over while the primary itself is upgraded. */
@RequiresServers
class ReplicaFirstIT {
    @TempDir
    private Path folder;

    /** A primary and two replicas of it, of which the second learns only by a command whom it follows. */
    private List<Served> servers(String... releases) throws Exception {
        List<Path> programs = Stream.of(releases).map(RedisServer::programs).toList();
        Map<String, String> settings = new HashMap<>();
        settings.put("password", "file:" + Served.secretFile(folder, "s3cret"));
        settings.put("repl-diskless-sync-delay", "0");
        settings.put("appendonly", "yes");
        String from = Served.line(releases[0]);
        List<Served> servers = new ArrayList<>();
        servers.add(new Served(folder.resolve("servers"), "shop-1", programs, from, settings));
        HostPort primary = servers.get(0).instance.address();
        Map<String, String> following = new HashMap<>(settings);
        following.put("slaveof", primary.host() + " " + primary.port());
        servers.add(new Served(folder.resolve("servers"), "shop-2", programs, from, following));
        servers.add(new Served(folder.resolve("servers"), "shop-3", programs, from, settings));
        servers.get(2).ask("SLAVEOF " + primary.host() + " " + primary.port());
        servers.get(0).fill();
        for (Served replica : servers.subList(1, 3)) {
            while (!replica.info().field("master_link_status").equals("up")) {
                Thread.sleep(20);
            }
        }
        return servers;
    }

    private static UpgradeRequest request(List<Served> servers, String release) {
        return builder(servers, release).build();
    }

    private static UpgradeRequest request(List<Served> servers, String release, String sentinels) {
        return builder(servers, release)
                .option(Sentinels.OPTION, sentinels)
                .option(Topology.SENTINEL_NAME, "shop")
                .build();
    }

    private static UpgradeRequest.Builder builder(List<Served> servers, String release) {
        Instance first = servers.get(0).instance;
        Instance all = new Instance(
                first.engine(),
                servers.stream().map(served -> served.instance.address()).toList(),
                first.user(),
                first.password(),
                first.tls(),
                first.options());
        return UpgradeRequest.builder(
                UpgradeMethod.IN_PLACE,
                all,
                new UpgradeTarget.InPlace(
                        servers.stream().map(served -> served.name).toList(), Version.parse(Served.line(release))));
    }

    private static UpgradeReport run(List<Served> servers, String release, UpgradeListener listener) {
        Uprev uprev = servers.get(0).uprev().listener(listener).build();
        UpgradePlan plan = uprev.plan(request(servers, release));
        assertThat(plan.isExecutable()).as(plan.explain()).isTrue();
        return uprev.execute(plan);
    }

    private static void assertRoles(List<Served> servers, String version) throws Exception {
        assertThat(servers.get(0).info().isReplica()).isFalse();
        for (Served served : servers) {
            assertThat(served.version()).contains(" " + version + ".");
        }
        servers.get(0).ask("SET afterwards 1");
        for (Served replica : servers.subList(1, servers.size())) {
            int leader = servers.get(0).instance.address().port();
            // Sentinels tell each server whom to follow, one after the other.
            for (int look = 0; look < 300 && replica.info().number("master_port") != leader; look++) {
                Thread.sleep(100);
            }
            ServerInfo info = replica.info();
            assertThat(info.number("master_port")).isEqualTo(leader);
            assertThat(servers.get(0).ask("WAIT 2 30000")).isEqualTo("2");
            assertThat(replica.ask("GET afterwards")).isEqualTo("1");
        }
    }

    private static void close(List<Served> servers) {
        servers.forEach(Served::close);
    }

    @ParameterizedTest
    @CsvSource({"6.0, 7.0", "7.0, valkey-8"})
    void allAreUpgradedAndHaveTheirRolesAgain(String from, String to) throws Exception {
        List<Served> servers = servers(from, to);
        try {
            Contents before = servers.get(0).contents();
            List<String> whileReplicas = new ArrayList<>();

            UpgradeReport report = run(servers, to, event -> {
                Changes.atStart(
                        event,
                        "start-replica-2",
                        () -> whileReplicas.add(servers.get(0).ask("GET string:1")));
                Changes.atStart(
                        event,
                        "start-primary",
                        () -> whileReplicas.add(servers.get(1).ask("GET string:1")));
            });

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            assertThat(whileReplicas).hasSize(2).allMatch(value -> value.endsWith("1"));
            for (Served served : servers) {
                assertThat(served.contents().differencesTo(before)).isEmpty();
            }
            assertThat(servers.get(1).ask("CONFIG GET min-slaves-to-write")).isEqualTo("[min-slaves-to-write, 0]");
            assertRoles(servers, Served.line(to));
        } finally {
            close(servers);
        }
    }

    /** Up to then the primary has served, with its old version; the replicas go back to theirs. */
    @Test
    void beforeAReplicaHasTakenOverAllCanBeUndone() throws Exception {
        List<Served> servers = servers("6.2", "8.0");
        try {
            Contents before = servers.get(0).contents();

            UpgradeReport report = run(
                    servers,
                    "8.0",
                    event -> Changes.atStart(
                            event, "take-over", () -> servers.get(1).ask("CONFIG SET slave-read-only no", "FLUSHALL")));

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(report.error().orElse("")).contains("2009 keys before");
            for (Served served : servers) {
                assertThat(served.contents().differencesTo(before)).isEmpty();
            }
            assertRoles(servers, "6.2");
        } finally {
            close(servers);
        }
    }

    /** They decide who takes over, and that stays the primary. */
    @Test
    void sentinelsHaveAReplicaTakeOver() throws Exception {
        List<Served> servers = servers("6.2", "8.0");
        HostPort primary = servers.get(0).instance.address();
        try (RedisServer sentinel = RedisServer.setup("6.2")
                .sentinel("shop", primary, Optional.of("s3cret"))
                .start()) {
            while (!sentinel.ask("SENTINEL", "CKQUORUM", "shop").startsWith("OK")
                    || !sentinel.ask("INFO", "sentinel").contains("slaves=2")) {
                Thread.sleep(50);
            }
            assertThat(blockers(servers)).containsExactly("sentinels-watch");
            Contents before = servers.get(0).contents();
            Uprev uprev = servers.get(0).uprev().build();
            UpgradePlan plan = uprev.plan(request(servers, "8.0", "127.0.0.1:" + sentinel.port()));
            assertThat(plan.isExecutable()).as(plan.explain()).isTrue();

            UpgradeReport report = uprev.execute(plan);

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            String now = sentinel.ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", "shop");
            assertThat(now).doesNotContain("\n" + primary.port());
            List<Served> ordered = new ArrayList<>(servers);
            ordered.sort(Comparator.comparing(served -> served.info().isReplica()));
            assertThat(now).endsWith("\n" + ordered.get(0).instance.address().port());
            for (Served served : servers) {
                assertThat(served.contents().differencesTo(before)).isEmpty();
            }
            assertThat(servers).allMatch(served -> served.version().contains(" 8.0."));
        } finally {
            close(servers);
        }
    }

    /** Killed when the replicas are upgraded, and when one of them is the primary. */
    @ParameterizedTest
    @ValueSource(strings = {"started start-replica-2", "started take-over"})
    void goesOnAfterAKill(String line) throws Exception {
        List<Served> servers = servers("6.2", "8.0");
        try {
            Contents before = servers.get(0).contents();
            Served first = servers.get(0);
            Object[] begin = {
                first.base,
                first.programs.stream().map(Path::toString).collect(Collectors.joining(":")),
                servers.stream()
                        .map(served -> served.instance.address().toString())
                        .collect(Collectors.joining(",")),
                servers.stream().map(served -> served.name).collect(Collectors.joining(",")),
                "8.0",
                folder.resolve("password")
            };
            String plan;
            try (UpgradeProcess killed = UpgradeProcess.start(InPlaceMain.class, folder.resolve("journal"), begin)) {
                assertThat(killed.awaitLine(text -> text.startsWith(line))).isTrue();
                killed.kill();
                plan = killed.planId();
            }

            UpgradeReport report = first.uprev().build().resume(plan);

            assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.COMPLETED);
            for (Served served : servers) {
                assertThat(served.contents().differencesTo(before)).isEmpty();
            }
            assertRoles(servers, "8.0");
        } finally {
            close(servers);
        }
    }

    @Test
    void othersThanItsReplicasAreRefused() throws Exception {
        List<Served> servers = servers("6.2", "8.0");
        try {
            servers.get(2).ask("SLAVEOF NO ONE");
            assertThat(blockers(servers)).containsExactly("several-primaries");
            List<Served> reversed = List.of(servers.get(1), servers.get(0));
            assertThat(blockers(reversed)).contains("other-primary", "several-primaries");
            assertThat(blockers(List.of(servers.get(1)))).containsExactly("source-is-replica");
        } finally {
            close(servers);
        }
    }

    @Test
    void sentinelsOfOthersAreRefused() throws Exception {
        List<Served> servers = servers("6.2", "8.0");
        HostPort replica = servers.get(1).instance.address();
        HostPort primary = servers.get(0).instance.address();
        try (RedisServer impatient = RedisServer.setup("6.2")
                        .sentinel("shop", primary, Optional.of("s3cret"))
                        .start();
                RedisServer other = RedisServer.setup("6.2")
                        .sentinel("shop", replica, Optional.of("s3cret"))
                        .start()) {
            impatient.ask("SENTINEL", "SET", "shop", "down-after-milliseconds", "1000");
            assertThat(ofSentinels(servers, "127.0.0.1:" + impatient.port())).containsExactly("sentinel-impatient");
            assertThat(ofSentinels(servers, "127.0.0.1:1")).contains("sentinel-silent", "no-sentinel");
            assertThat(ofSentinels(servers, primary.toString())).contains("sentinel-knows-no-primary");
            assertThat(ofSentinels(servers, "127.0.0.1:" + other.port())).contains("sentinel-other-primary");
        } finally {
            close(servers);
        }
    }

    private static List<String> ofSentinels(List<Served> servers, String sentinels) {
        return servers.get(0).uprev().build().plan(request(servers, "8.0", sentinels)).findings().stream()
                .map(Finding::code)
                .filter(code -> code.contains("sentinel"))
                .toList();
    }

    private static List<String> blockers(List<Served> servers) {
        return servers.get(0).uprev().build().plan(request(servers, "8.0")).findings().stream()
                .filter(Finding::isBlocker)
                .map(Finding::code)
                .distinct()
                .toList();
    }
}
