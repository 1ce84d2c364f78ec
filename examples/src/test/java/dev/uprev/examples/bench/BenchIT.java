package dev.uprev.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.model.UpgradeMethod;
import dev.uprev.testkit.servers.RequiresServers;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Small, so it proves nothing but that each contender carries everything over, and that all is measured. */
@RequiresServers
class BenchIT {
    private final StringWriter out = new StringWriter();

    private int bench(String... arguments) {
        return new CommandLine(new BenchCommand())
                .registerConverter(UpgradeMethod.class, UpgradeMethod::valueOf)
                .setOut(new PrintWriter(out, true))
                .setExecutionExceptionHandler((error, command, parsed) -> {
                    throw error;
                })
                .execute(arguments);
    }

    @Test
    void everyContenderCarriesEverythingOver() {
        assertThat(bench("postgresql", "--megabytes", "25", "--runs", "1")).isZero();
        assertThat(out.toString())
                .contains("PostgreSQL 13.")
                .containsPattern("uprev +takes \\d+\\.\\d\\d of the time of pg_dump")
                .containsPattern("uprev-verified +takes \\d+\\.\\d\\d of the time of pgcopydb");
    }

    @Test
    void nothingIsLostInThePauseOfAReplication() {
        assertThat(bench(
                        "postgresql", "--method", "REPLICATION", "--megabytes", "25", "--runs", "1", "--only", "uprev"))
                .isZero();
        assertThat(out.toString()).containsPattern("25 +uprev .* 0 lost, 0 doubled");
    }

    @Test
    void nothingIsLostInThePauseOfAnUpgradeInPlace() {
        assertThat(bench("postgresql", "--method", "IN_PLACE", "--megabytes", "25", "--runs", "1"))
                .isZero();
        assertThat(out.toString())
                .containsPattern("25 +uprev .* 0 lost, 0 doubled")
                .containsPattern("25 +pg_upgrade .*");
    }

    @Test
    void everyContenderCarriesEveryKeyOver() {
        assertThat(bench("redis", "--keys", "20000", "--runs", "1", "--to", "7.0"))
                .isZero();
        assertThat(out.toString())
                .contains("Redis 6.2.7", "keys in db0=20000", "of which expire, in db0=2800")
                .containsPattern("uprev +takes \\d+\\.\\d\\d of the time of REPLICAOF")
                .containsPattern("uprev-verified +[\\d,]+ keys/s")
                .containsPattern("\\(idle\\) +[\\d,]+( +\\d+\\.\\d\\d){3}");
    }

    @Test
    void everyContenderCarriesEveryDocumentOver() {
        assertThat(bench("elasticsearch", "--documents", "3000", "--runs", "1", "--to", "7.17"))
                .isZero();
        assertThat(out.toString())
                .contains("elasticdump is not named", "documents in large=300", "documents in small=3000")
                .containsPattern("uprev +takes \\d+\\.\\d\\d of the time of reindex")
                .containsPattern("uprev-verified +[\\d,]+ documents/s");
    }
}
