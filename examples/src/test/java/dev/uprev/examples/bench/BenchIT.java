package dev.uprev.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.testkit.servers.RequiresServers;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Small, so it proves nothing but that each contender carries everything over, and that all is measured. */
@RequiresServers
class BenchIT {
    @Test
    void everyContenderCarriesEverythingOver() {
        StringWriter out = new StringWriter();
        CommandLine bench = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out, true))
                .setExecutionExceptionHandler((error, command, parsed) -> {
                    throw error;
                });
        int exit = bench.execute("postgresql", "--megabytes", "25", "--runs", "1");
        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains("PostgreSQL 13.")
                .containsPattern("uprev +takes \\d+\\.\\d\\d of the time of pg_dump")
                .containsPattern("uprev-verified +takes \\d+\\.\\d\\d of the time of pgcopydb");
    }
}
