package dev.uprev.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresServers
class PostgresToolsIT {
    @ParameterizedTest
    @ValueSource(ints = {13, 15, 18})
    void haveTheirMajor(int major) throws Exception {
        for (String program : List.of("pg_dump", "pg_restore", "psql", "pg_dumpall", "pgbench", "pg_upgrade")) {
            Path path = PostgresTools.bin(major, program).resolve(program);
            assertThat(run(path.toString(), "--version").output()).contains("(PostgreSQL) " + major + ".");
        }
    }

    @Test
    void carryADatabaseToANewerServer() throws Exception {
        try (PostgresServer old = PostgresServer.start("9.6");
                PostgresServer newer = PostgresServer.start("18")) {
            Sql.run(old, "CREATE TABLE t AS SELECT generate_series(1, 1000) AS n");
            Path bin = PostgresTools.bin(18);

            Processes.Result dump = run(bin.resolve("pg_dump").toString(), "-d", uri(old));
            assertThat(dump.output()).contains("CREATE TABLE public.t");
            String pipe =
                    bin.resolve("pg_dump") + " -d " + uri(old) + " | " + bin.resolve("psql") + " -d " + uri(newer);
            assertThat(run("bash", "-c", "set -o pipefail; " + pipe).exit()).isZero();

            assertThat(run(bin.resolve("psql").toString(), "-AtX", "-d", uri(newer), "-c", "SELECT sum(n) FROM t")
                            .output())
                    .isEqualTo("500500\n");
        }
    }

    @Test
    void sayWhichMajorsThereAre() {
        assertThatThrownBy(() -> PostgresTools.bin(8))
                .hasMessageContaining("[13, 15, 17, 18]")
                .extracting("code")
                .isEqualTo(Unavailable.CODE);
    }

    @Test
    void sayWhyMavenCannotGetSomething() {
        MavenArtifact missing = MavenArtifact.jar("dev.uprev", "no-such-thing", "1.0");
        assertThatThrownBy(() -> missing.file(Path.of(System.getProperty("java.io.tmpdir"))))
                .hasMessageContaining("dev.uprev:no-such-thing:jar:1.0")
                .extracting("code")
                .isEqualTo(Unavailable.CODE);
    }

    private static String uri(PostgresServer server) {
        return "postgresql://postgres@127.0.0.1:" + server.port() + "/postgres";
    }

    private static Processes.Result run(String... command) throws Exception {
        return Processes.run(Path.of("/"), Duration.ofMinutes(1), List.of(command));
    }
}
