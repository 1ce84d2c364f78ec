package dev.uprev.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresServers
class ElasticsearchServerIT {
    private static final String TEXT = "{ \"n\": 9007199254740993, \"t\": \"ж\" }";

    @ParameterizedTest
    @ValueSource(strings = {"5.6", "6.8", "7.10", "7.17", "8.19", "9.5", "opensearch-1.3", "opensearch-2.19"})
    void startsEachReleaseAndLeavesNothing(String release) {
        ElasticsearchServer server = ElasticsearchServer.start(release);
        try (server) {
            assertThat(server.ask("GET", "/"))
                    .containsPattern("\"number\" ?: ?\"" + server.version() + "\"")
                    .containsPattern("\"cluster_uuid\" ?: ?\"[-\\w]{22}\"");
            String type = server.version().major() == 5 ? "doc" : "_doc";

            server.ask("PUT", "/books/" + type + "/1?refresh=true", TEXT);

            assertThat(server.ask("GET", "/books/_search")).contains(TEXT);
            assertThat(server.ask("GET", "/_cluster/health?filter_path=number_of_nodes"))
                    .isEqualTo("{\"number_of_nodes\":1}");
        }
        assertThat(ProcessHandle.of(server.pid())).isEmpty();
        assertThat(server.dataDirectory().getParent()).doesNotExist();
    }

    @Test
    void asksForAPasswordAndSpeaksTls() throws Exception {
        try (ElasticsearchServer server = ElasticsearchServer.setup("8.19")
                .password("pä ss")
                .user("looker", "only", "viewer")
                .tls()
                .start()) {
            assertThat(server.ask("GET", "/_security/_authenticate")).contains("\"username\":\"uprev\"", "superuser");
            assertThat(server.instance().user()).contains("uprev");
            assertThat(server.instance().password()).isPresent();
            ElasticsearchTalk stranger =
                    new ElasticsearchTalk(server.port(), Optional.empty(), Optional.of(certificateOf(server)));
            assertThat(stranger.send("GET", "/", Optional.empty(), Duration.ofSeconds(30))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void isKilledAndStartsAgainOnItsPortWithItsData() {
        try (ElasticsearchServer server = ElasticsearchServer.setup("7.17")
                .setting("action.auto_create_index", "books")
                .start()) {
            server.ask("PUT", "/books/_doc/1", TEXT);
            assertThat(server.status("PUT", "/others/_doc/1", TEXT)).isEqualTo(404);
            int port = server.port();

            server.kill();

            assertThat(server.isRunning()).isFalse();
            assertThatThrownBy(() -> server.ask("GET", "/")).isInstanceOf(UncheckedIOException.class);
            server.restart();
            assertThat(server.port()).isEqualTo(port);
            assertThat(server.ask("GET", "/books/_doc/1")).contains(TEXT);
            assertThatThrownBy(() -> server.ask("GET", "/none/_count"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("404")
                    .hasMessageContaining("no such index");
        }
    }

    @Test
    void leavesItsDataToANewerReleaseWhichReindexesFromTheOldOne(@TempDir Path data) {
        try (ElasticsearchServer old =
                ElasticsearchServer.setup("6.8").dataDirectory(data).start()) {
            old.ask("PUT", "/books/_doc/1?refresh=true", TEXT);
        }
        try (ElasticsearchServer old =
                        ElasticsearchServer.setup("7.10").dataDirectory(data).start();
                ElasticsearchServer target = ElasticsearchServer.setup("7.17")
                        .setting("reindex.remote.whitelist", old.address())
                        .start()) {
            assertThat(old.ask("GET", "/books/_doc/1")).contains(TEXT);
            String answer = target.ask(
                    "POST",
                    "/_reindex?refresh=true",
                    "{\"source\": {\"remote\": {\"host\": \"http://" + old.address()
                            + "\"}, \"index\": \"books\"}, \"dest\": {\"index\": \"books\"}}");
            assertThat(answer).contains("\"created\":1");
        }
    }

    @Test
    void showsItsLogWhenItDoesNotStart() {
        ElasticsearchSetup setup = ElasticsearchServer.setup("6.8").setting("no.such.setting", "1");
        assertThatThrownBy(setup::start)
                .hasMessageContaining("no.such.setting")
                .hasMessageContaining("it ended by itself")
                .extracting("code")
                .isEqualTo("server-start-failed");
    }

    @Test
    void saysThatAReleaseHasNoSecurity() {
        ElasticsearchSetup setup = ElasticsearchServer.setup("7.10").password("x");
        assertThatThrownBy(setup::start)
                .hasMessageContaining("security of Elasticsearch 7.10.2")
                .extracting("code")
                .isEqualTo(Unavailable.CODE);
    }

    private static TestCertificate certificateOf(ElasticsearchServer server) {
        return new TestCertificate(
                server.configuration().resolve("server.crt"),
                server.configuration().resolve("server.key"));
    }
}
