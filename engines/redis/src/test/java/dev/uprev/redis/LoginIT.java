package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.TlsSettings;
import dev.uprev.secret.SecretRef;
import dev.uprev.secret.SecretResolver;
import dev.uprev.testkit.servers.RedisServer;
import dev.uprev.testkit.servers.RequiresServers;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is not let in is told why, and what to do. */
@RequiresServers
@Timeout(60)
class LoginIT {
    private static final String PASSWORD = "c4nary-of-the-login";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"2.8", "6.0", "8.0", "valkey-9"})
    void passwords(String release) throws Exception {
        try (RedisServer server = RedisServer.setup(release).password(PASSWORD).start()) {
            Instance instance = server.instance();
            open(instance).close();
            Instance without = new Instance(
                    instance.engine(),
                    instance.addresses(),
                    instance.user(),
                    Optional.empty(),
                    instance.tls(),
                    instance.options());
            refused(without, "login-refused", "no password is configured");
            refused(instance.withPassword(secret("other " + PASSWORD)), "login-refused", "the default user");
            if (!release.equals("2.8")) {
                refused(instance.withUser("nobody"), "login-refused", "user \"nobody\"");
            }
        }
    }

    /** Before 6.0 a server has no users, and says so by the number of words. */
    @Test
    void usersOfAServerThatHasNone() throws Exception {
        try (RedisServer server = RedisServer.setup("2.8").password(PASSWORD).start()) {
            refused(server.instance().withUser("app"), "login-refused", "has no users");
        }
    }

    @Test
    void aPasswordThatNobodyAsksForDoesNoHarm() throws Exception {
        for (String release : new String[] {"2.8", "7.0"}) {
            try (RedisServer server = RedisServer.start(release)) {
                open(server.instance().withPassword(secret(PASSWORD))).close();
            }
        }
    }

    @Test
    void aUserWhoMayNotEvenPing() throws Exception {
        try (RedisServer server = RedisServer.setup("7.0")
                .user("mute", PASSWORD, "-@all", "+info")
                .start()) {
            Instance instance = server.instance().withUser("mute").withPassword(secret(PASSWORD));
            try (RespConnection connection = open(instance)) {
                assertThat(ServerInfo.of(connection).version()).isEqualTo(server.version());
                assertThatThrownBy(() -> RedisErrors.require("GET", connection.call("GET", "k")))
                        .extracting("code")
                        .isEqualTo("privilege-missing");
            }
        }
    }

    @Test
    void tlsOnOneSideOnly() throws Exception {
        try (RedisServer open = RedisServer.start("7.0");
                RedisServer encrypted = RedisServer.setup("7.0").tls().start()) {
            refused(open.instance().withTls(encrypted.instance().tls()), "tls-refused", "TLS");
            refused(encrypted.instance().withTls(TlsSettings.DISABLED), "login-cut-off", "TLS");
        }
    }

    @Test
    void addressesWhereNothingIs() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        refused(Instance.of(DatabaseEngine.REDIS, "127.0.0.1:" + closed), "cannot-connect", "127.0.0.1:" + closed);
        refused(Instance.of(DatabaseEngine.REDIS, "no-such-host.invalid:6379"), "host-unknown", "no-such-host");
    }

    @Test
    void protectedMode() throws Exception {
        Optional<String> outside = Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                .flatMap(each -> each.inetAddresses())
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst();
        Assumptions.assumeTrue(outside.isPresent(), "this machine has no other address");
        for (String release : new String[] {"7.0", "valkey-9"}) {
            try (RedisServer server = RedisServer.setup(release)
                    .setting("bind", "0.0.0.0")
                    .setting("protected-mode", "yes")
                    .start()) {
                refused(
                        Instance.of(DatabaseEngine.REDIS, outside.get() + ":" + server.port()),
                        "login-refused",
                        "protected mode");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.8", "7.0", "8.0"})
    void tooManyClients(String release) throws Exception {
        try (RedisServer server =
                RedisServer.setup(release).setting("maxclients", "2").start()) {
            try (RespConnection one = open(server.instance());
                    RespConnection two = open(server.instance())) {
                refused(server.instance(), "too-many-clients", "maxclients");
                assertThat(one).isNotSameAs(two);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.2", "8.0"})
    void serverThatIsStillLoading(String release) throws Exception {
        try (RedisServer server = RedisServer.setup(release)
                .setting("save", "3600 1")
                .setting("rdbcompression", "no")
                .setting("key-load-delay", "20000")
                .start()) {
            server.ask("EVAL", "for i = 1, 100 do redis.call('SET', i, string.rep('x', 200000)) end", "0");
            Instance instance = server.instance();
            server.stop();
            Thread restart = new Thread(server::restart);
            restart.start();
            List<String> codes = new ArrayList<>();
            while (restart.isAlive() && !codes.contains("server-starting")) {
                try {
                    open(instance).close();
                } catch (UpgradeException e) {
                    codes.add(e.code());
                }
                Thread.sleep(10);
            }
            restart.join();
            assertThat(codes).contains("server-starting").isSubsetOf("server-starting", "cannot-connect");
        }
    }

    private SecretRef secret(String text) throws Exception {
        Path file = folder.resolve("secret");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return new SecretRef("file", file.toString());
    }

    private static RespConnection open(Instance instance) {
        Duration handshake = Duration.ofMillis(500);
        return new Connections(Side.SOURCE, instance, SecretResolver.standard(), handshake).open(instance.address());
    }

    private static void refused(Instance instance, String code, String words) {
        assertThatThrownBy(() -> open(instance)).isInstanceOfSatisfying(UpgradeException.class, error -> {
            assertThat(error.code()).as(error.getMessage()).isEqualTo(code);
            assertThat(error.getMessage()).contains(words).doesNotContain(PASSWORD);
            assertThat(error.fix()).isPresent();
        });
    }
}
