package dev.uprev.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresServers
class RedisServerIT {
    static List<String> releases() {
        return RedisServer.releases();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void startsEachReleaseAndLeavesNothing(String release) throws Exception {
        RedisServer server = RedisServer.start(release);
        try (server;
                RedisTalk talk = RedisTalk.connect(server.port(), Optional.empty())) {
            assertThat(talk.ask("PING")).isEqualTo("PONG");
            String field = release.startsWith("valkey") ? "valkey_version:" : "redis_version:";
            assertThat(talk.ask("INFO", "server").lines()).contains(field + server.version());
            assertThat(server.version().toString()).startsWith(release.replace("valkey-", "") + ".");
            assertThat(talk.ask("SET", "ключ", "två\r\nrader")).isEqualTo("OK");
            assertThat(talk.ask("GET", "ключ")).isEqualTo("två\r\nrader");
            assertThat(talk.ask("GET", "none")).isEqualTo("(nil)");
            assertThat(talk.ask("CONFIG", "GET", "dir"))
                    .isEqualTo("dir\n" + server.dataDirectory().toRealPath());
        }
        assertThat(ProcessHandle.of(server.pid())).isEmpty();
        assertThat(server.dataDirectory().getParent()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.8", "8.0"})
    void startsAgainOnItsPortWithWhatItSaved(String release) {
        try (RedisServer server =
                RedisServer.setup(release).setting("save", "3600 1").start()) {
            int port = server.port();
            long first = server.pid();
            server.ask("SET", "k", "v");

            server.stop();
            assertThat(server.isRunning()).isFalse();
            assertThat(server.dataDirectory().resolve("dump.rdb")).exists();
            server.restart();

            assertThat(server.port()).isEqualTo(port);
            assertThat(server.pid()).isNotEqualTo(first);
            assertThat(server.ask("GET", "k")).isEqualTo("v");
        }
    }

    @Test
    void savesNothingUnlessAsked() {
        try (RedisServer server = RedisServer.start("7.0")) {
            server.ask("SET", "k", "v");
            server.restart();
            assertThat(server.ask("GET", "k")).isEqualTo("(nil)");
            assertThat(server.dataDirectory()).isEmptyDirectory();
        }
    }

    @Test
    void isGoneWhenItIsKilledAndReadsItsLogOfCommandsAfterwards() {
        try (RedisServer server = RedisServer.setup("7.0")
                .setting("appendonly", "yes")
                .setting("appendfsync", "always")
                .start()) {
            server.ask("SET", "k", "v");

            server.kill();

            assertThat(server.isRunning()).isFalse();
            assertThatThrownBy(() -> server.ask("PING"))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasRootCauseMessage("Connection refused");
            server.restart();
            assertThat(server.ask("GET", "k")).isEqualTo("v");
        }
    }

    @Test
    void answersOnlyWhenItHasLoadedItsData() {
        try (RedisServer server = RedisServer.setup("6.2")
                .setting("save", "3600 1")
                .setting("key-load-delay", "1000")
                .start()) {
            server.ask("EVAL", "for i = 1, 2000 do redis.call('SET', 'k' .. i, 'v') end", "0");

            server.restart();

            assertThat(server.ask("DBSIZE")).isEqualTo("2000");
        }
    }

    @Test
    void leavesAGivenDataDirectoryAndTakesItAgainWithANewerRelease(@TempDir Path data) {
        try (RedisServer server = RedisServer.setup("6.0")
                .dataDirectory(data)
                .setting("save", "3600 1")
                .start()) {
            server.ask("SET", "k", "v");
        }
        assertThat(data.resolve("dump.rdb")).exists();
        try (RedisServer server = RedisServer.setup("7.0").dataDirectory(data).start()) {
            assertThat(server.ask("GET", "k")).isEqualTo("v");
        }
    }

    @Test
    void takesSettings(@TempDir Path folder) {
        Path log = folder.resolve("server.log");
        try (RedisServer server = RedisServer.setup("7.0")
                .setting("maxmemory", "100mb")
                .setting("maxmemory-policy", "allkeys-lfu")
                .setting("cluster-enabled", "yes")
                .log(log)
                .start()) {
            assertThat(server.ask("CONFIG", "GET", "maxmemory")).isEqualTo("maxmemory\n104857600");
            assertThat(server.ask("INFO", "cluster").lines()).contains("cluster_enabled:1");
            assertThat(server.toString()).isEqualTo("Redis 7.0.15 at 127.0.0.1:" + server.port());
        }
        assertThat(log).content().contains("Redis is now ready to exit");
    }

    @Test
    void showsItsLogWhenItDoesNotStart(@TempDir Path folder) {
        RedisSetup setup =
                RedisServer.setup("7.0").setting("no-such-setting", "1").log(folder.resolve("log"));
        assertThatThrownBy(setup::start)
                .hasMessageContaining("no-such-setting")
                .hasMessageContaining("it ended by itself")
                .extracting("code")
                .isEqualTo("server-start-failed");
    }

    @Test
    void saysWhichPortIsTaken() {
        try (RedisServer first = RedisServer.start("7.0")) {
            assertThatThrownBy(() -> RedisServer.setup("6.2").port(first.port()).start())
                    .hasMessageMatching("(?s).*Address (already )?in use.*")
                    .extracting("code")
                    .isEqualTo("server-start-failed");
            assertThat(first.ask("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void isClosedWhenJavaEnds() throws Exception {
        List<String> said = Children.run(LeavesItsServerOpen.class).lines().toList();
        assertThat(said).hasSize(2);
        assertThat(ProcessHandle.of(Long.parseLong(said.get(0)))).isEmpty();
        assertThat(Path.of(said.get(1))).doesNotExist();
    }

    /** Run as a process of its own: prints the server's process id and folder, and ends. */
    static final class LeavesItsServerOpen {
        public static void main(String[] args) throws Exception {
            RedisServer server = RedisServer.start("7.0");
            Files.writeString(Path.of(args[0]), server.pid() + "\n" + server.dataDirectory());
        }
    }
}
