package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Version;
import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that the local instance controller makes by the vendors' own programs. */
@RequiresServers
class RedisLocalServersIT {
    private static final String PASSWORD = "s3cret \"canary\" \\ 7f";

    @TempDir
    private Path folder;

    private String passwordFile() throws IOException {
        return "file:" + Served.secretFile(folder, PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.8", "6.0", "6.2", "7.0", "8.0", "valkey-8", "valkey-9"})
    void aServerKeepsItsDataAndAsksForItsPassword(String release) throws Exception {
        Path base = folder.resolve("it's here").resolve("servers");
        try (Served served = Served.start(
                folder.resolve("it's here"), Map.of("password", passwordFile(), "maxmemory", "77mb"), release)) {
            assertThat(served.ask("CONFIG GET maxmemory")).isEqualTo("[maxmemory, " + (77 << 20) + "]");
            served.ask("SET greeting hello");
            served.servers.stop(DatabaseEngine.REDIS, served.name);
            served.servers.start(DatabaseEngine.REDIS, served.name, Version.parse(Served.line(release)));
            assertThat(served.ask("GET greeting")).isEqualTo("hello");
            assertThat(refusal(() -> Served.controller(base, served.programs).stop(DatabaseEngine.REDIS, "another")))
                    .isEqualTo("server-unknown");
            assertThat(leaks(served)).isEmpty();
        }
        assertThat(base.resolve("shop")).doesNotExist();
    }

    /** Files with the password, and command lines. */
    private static List<String> leaks(Served served) throws IOException {
        String commands = served.process().info().commandLine().orElse("");
        try (Stream<Path> files = Files.walk(served.base)) {
            return Stream.concat(
                            Stream.of(commands).filter(line -> line.contains("canary")),
                            files.filter(Files::isRegularFile)
                                    .filter(RedisLocalServersIT::holdsSecret)
                                    .map(Path::toString))
                    .toList();
        }
    }

    private static boolean holdsSecret(Path file) {
        try {
            return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
                    .contains("canary");
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.0", "7.0", "valkey-9"})
    void aUserOfItsOwnMayDoAllAndNobodyElseAnything(String release) throws Exception {
        try (Served served = Served.start(folder, Map.of("user", "shopkeeper", "password", passwordFile()), release)) {
            assertThat(served.ask("ACL WHOAMI")).isEqualTo("shopkeeper");
            served.ask("SET a 1", "PUBLISH news hello", "FLUSHALL");
            assertThat(served.ask("ACL GETUSER default")).contains("off");
        }
    }

    @Test
    void aUserOfAReleaseWithoutUsersIsRefused() throws Exception {
        Map<String, String> settings = Map.of("user", "shopkeeper", "password", passwordFile());
        assertThat(refusal(() -> Served.start(folder, settings, "2.8").close())).isEqualTo("invalid-setting");
        Served.controller(folder.resolve("servers"), List.of(RedisServer.programs("2.8")))
                .remove(DatabaseEngine.REDIS, "shop");
    }

    @Test
    void aSecretAmongTheSettingsIsRefused() {
        UpgradeException error = catchThrowableOfType(
                UpgradeException.class,
                () -> Served.start(folder, Map.of("requirepass", "canary"), "7.0")
                        .close());
        assertThat(error.code()).isEqualTo("invalid-setting");
        assertThat(error).hasMessageNotContaining("canary");
    }

    @Test
    void aSettingThatTheServerDoesNotKnowIsInTheError() {
        UpgradeException error = catchThrowableOfType(
                UpgradeException.class,
                () -> Served.start(folder, Map.of("no-such-setting", "1"), "7.0")
                        .close());
        assertThat(error).hasMessageContaining("no-such-setting");
    }

    /** Its port is open long before; the data have to be there when it counts as started. */
    @ParameterizedTest
    @ValueSource(strings = {"2.8", "8.0"})
    void itHasStartedWhenItsDataAreLoaded(String release) throws Exception {
        try (Served served =
                Served.start(folder, Map.of("password", passwordFile(), "save", "", "appendonly", "yes"), release)) {
            served.ask("EVAL " + "for\ti=1,300000\tdo\tredis.call('SET','k'..i,i)end" + " 0");
            served.servers.stop(DatabaseEngine.REDIS, served.name);
            served.servers.start(DatabaseEngine.REDIS, served.name, Version.parse(release));
            assertThat(served.ask("DBSIZE")).isEqualTo("300000");
        }
    }

    @Test
    void goesOnAfterTheServerItselfWasKilled() throws Exception {
        try (Served served = Served.start(folder, Map.of("appendonly", "yes", "appendfsync", "always"), "6.2")) {
            served.ask("SET greeting hello");
            ProcessHandle server = served.process();
            server.destroyForcibly();
            server.onExit().get(30, TimeUnit.SECONDS);

            Map<String, String> same = Map.of("appendonly", "yes", "appendfsync", "always");
            assertThat(served.servers.provision(
                            DatabaseEngine.REDIS, served.name, Version.parse("6.2"), new TreeMap<>(same)))
                    .isEqualTo(served.instance);
            assertThat(served.ask("GET greeting")).isEqualTo("hello");
        }
    }

    private static String refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(UpgradeException.class, call).code();
    }
}
