package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.model.Version;
import dev.uprev.testkit.servers.RequiresServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes of the local instance controller. */
@RequiresServers
class ElasticsearchLocalServersIT {
    @TempDir
    private Path folder;

    @Test
    void keepsItsDataWhenItIsStoppedAndLeavesNothingWhenItIsRemoved() {
        try (Served served = Served.start(folder, Map.of(), "5.6")) {
            assertThat(served.version()).isEqualTo("5.6.16");
            served.fill("books", 0, 10);
            served.servers.stop(Served.ENGINE, served.name());
            assertThat(served.status(0, "GET", "/", "")).isZero();
            served.servers.start(Served.ENGINE, served.name(), Version.parse("5.6"));
            served.get("/_cluster/health?wait_for_status=yellow&timeout=60s");
            assertThat(served.documents("books")).hasSize(10);
        }
        assertThat(folder.resolve("servers/books")).doesNotExist();
    }

    @Test
    void asksForThePasswordAndHasItInNoFileAndNoCommandLine() throws Exception {
        Path secret = Files.createFile(
                folder.resolve("password"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, "s3cret-canary");
        Map<String, String> settings = Map.of("user", "uprev", "password", "file:" + secret);
        try (Served served = Served.start(folder, settings, "7.17")) {
            assertThat(served.status(0, "GET", "/_cat/indices", "")).isEqualTo(401);
            served.loggedIn("uprev", "s3cret-canary").fill("books", 0, 3);
            try (var files = Files.walk(folder.resolve("servers"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain("s3cret-canary");
                }
            }
            assertThat(ProcessHandle.allProcesses()
                            .map(each -> each.info().commandLine().orElse("")))
                    .noneMatch(line -> line.contains("s3cret-canary"));
        }
    }

    @Test
    void refusesAPasswordWhereThereIsNoSecurity() {
        Map<String, String> settings = Map.of("user", "uprev", "password", "env:HOME");
        assertThatThrownBy(() -> Served.start(folder, settings, "6.8").close())
                .hasMessageContaining("packaged without security");
    }
}
