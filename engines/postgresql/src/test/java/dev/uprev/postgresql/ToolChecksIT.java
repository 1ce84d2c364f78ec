package dev.uprev.postgresql;

import static dev.uprev.postgresql.PreflightScene.run;
import static dev.uprev.postgresql.PreflightScene.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.model.Version;
import dev.uprev.secret.Redactor;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.testkit.servers.PostgresTools;
import dev.uprev.testkit.servers.RequiresServers;
import dev.uprev.tool.ToolRequirement;
import dev.uprev.tool.ToolRunner;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RequiresServers
class ToolChecksIT {
    @ParameterizedTest
    @CsvSource({"13.23,false", "15.19,false", "15.20,true", "17.11,false", "17.12,true", "18.6,false", "19.1,true"})
    void whichPgDumpKnowsTheHiddenOption(String version, boolean knows) {
        assertThat(ToolChecks.knowsColumnVersions(Version.parse(version))).isEqualTo(knows);
    }

    /** Tables of 17.12 and later have the hidden option, which pg_dump 18.6 would write out. */
    @Test
    void aPgDumpFromBeforeTheSourceIsRefused() throws SQLException {
        Path tools = PostgresTools.bin(18);
        try (PostgresServer server = PostgresServer.setup(PostgresTools.bin(17, "initdb", "postgres"))
                .start()) {
            run(server, "postgres", "CREATE TABLE t (a int)");
            var findings = new PreflightScene(server.instance(), "18.7")
                    .option("tools", tools.toString())
                    .dump();
            if (ToolChecks.knowsColumnVersions(versionOf(tools)) || !ToolChecks.knowsColumnVersions(server.version())) {
                assertThat(findings).isEmpty();
            } else {
                assertThat(texts(findings, "tool-older-than-source"))
                        .singleElement()
                        .asString()
                        .startsWith("BLOCKER")
                        .contains("public.t");
            }
        }
    }

    @Test
    void programsOfAnotherMajorWillNotDo(@TempDir Path archive) {
        try (PostgresServer server = PostgresServer.start("13")) {
            String text = texts(
                            new PreflightScene(server.instance(), "97")
                                    .option("tools", PostgresTools.bin(18).toString())
                                    .archive(archive)
                                    .dump(),
                            "tool-not-found")
                    .get(0);
            assertThat(text).contains("pg_dump 18", "postgresql-client-97");
        }
    }

    private static Version versionOf(Path tools) {
        return ToolRunner.local(new Redactor())
                .locator()
                .find(ToolRequirement.of("pg_dump", "").configured(Optional.of(tools)))
                .version();
    }
}
