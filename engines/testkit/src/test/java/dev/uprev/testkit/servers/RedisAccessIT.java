package dev.uprev.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in. */
@RequiresServers
class RedisAccessIT {
    private static final String PASSWORD = "pass wörd'\"\\#";

    @ParameterizedTest
    @ValueSource(strings = {"2.8", "6.0", "8.0", "valkey-9"})
    void asksForThePassword(String release) throws Exception {
        try (RedisServer server = RedisServer.setup(release).password(PASSWORD).start();
                RedisTalk talk = RedisTalk.connect(server.port(), Optional.empty())) {
            assertThat(talk.ask("GET", "k")).startsWith("-NOAUTH");
            assertThat(talk.ask("AUTH", "wrong")).startsWith("-");
            assertThat(talk.ask("AUTH", PASSWORD)).isEqualTo("OK");
            assertThat(server.ask("SET", "k", "v")).isEqualTo("OK");

            Instance instance = server.instance();
            assertThat(instance.engine()).isEqualTo(DatabaseEngine.REDIS);
            assertThat(instance.toString()).endsWith("127.0.0.1:" + server.port());
            Path file = Path.of(instance.password().orElseThrow().name());
            assertThat(Files.readString(file)).isEqualTo(PASSWORD);
            assertThat(Files.getPosixFilePermissions(server.configuration())).hasSize(2);
            assertThat(instance.toString() + server + server.logTail()).doesNotContain(PASSWORD);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.0", "8.0", "valkey-9"})
    void knowsItsUsers(String release) throws IOException {
        try (RedisServer server = RedisServer.setup(release)
                        .user("reader", PASSWORD, "~app:*", "+@read")
                        .start();
                RedisTalk talk = RedisTalk.connect(server.port(), Optional.empty())) {
            assertThat(talk.ask("AUTH", "reader", PASSWORD)).isEqualTo("OK");
            assertThat(talk.ask("GET", "app:1")).isEqualTo("(nil)");
            assertThat(talk.ask("GET", "other")).startsWith("-NOPERM");
            assertThat(talk.ask("SET", "app:1", "v")).startsWith("-NOPERM");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.2", "7.0", "8.0", "valkey-8", "valkey-9"})
    void takesOnlyTls(String release) throws IOException {
        try (RedisServer server =
                RedisServer.setup(release).tls().password(PASSWORD).start()) {
            assertThat(server.ask("PING")).isEqualTo("PONG");
            try (RedisTalk plain = RedisTalk.connect(server.port(), Optional.empty())) {
                assertThatThrownBy(() -> plain.ask("PING")).isInstanceOf(IOException.class);
            }

            TlsSettings tls = server.instance().tls();
            assertThat(tls.mode()).isEqualTo(TlsSettings.Mode.VERIFY_HOST);
            assertThat(tls.certificateAuthority())
                    .hasValueSatisfying(file -> assertThat(file).content().startsWith("-----BEGIN CERTIFICATE-----"));

            server.restart();
            assertThat(server.ask("PING")).isEqualTo("PONG");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.8", "6.0"})
    void saysWhichReleaseHasNoTls(String release) {
        RedisSetup setup = RedisServer.setup(release).tls();
        assertThatThrownBy(setup::start)
                .hasMessageContaining("built without TLS")
                .extracting("code")
                .isEqualTo(Unavailable.CODE);
    }
}
