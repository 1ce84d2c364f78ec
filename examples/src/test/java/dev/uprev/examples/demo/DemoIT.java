package dev.uprev.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.model.UpgradeMethod;
import dev.uprev.testkit.servers.RequiresServers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@RequiresServers
class DemoIT {
    @ParameterizedTest
    @CsvSource({
        "postgresql, dump-and-restore",
        "postgresql, replication",
        "postgresql, in-place",
        "redis, dump-and-restore",
        "redis, in-place",
        "elasticsearch, dump-and-restore",
        "elasticsearch, in-place"
    })
    void carriesTheShopOverAndLeavesNothingBehind(String engine, String method) throws IOException {
        List<Path> before = temporaryFolders();
        StringWriter out = new StringWriter();
        CommandLine demo = new CommandLine(new DemoCommand())
                .registerConverter(
                        UpgradeMethod.class,
                        word -> UpgradeMethod.valueOf(
                                word.toUpperCase(Locale.ROOT).replace('-', '_')))
                .setOut(new PrintWriter(out, true))
                .setExecutionExceptionHandler((error, command, parsed) -> {
                    throw error;
                });

        int exit = demo.execute(engine, "--rows", "20000", "--method", method);

        assertThat(out.toString())
                .contains("completed", "no difference", "orders were acknowledged")
                .contains(" 0 are missing");
        assertThat(exit).isZero();
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(temporaryFolders()).containsExactlyInAnyOrderElementsOf(before);
    }

    private static List<Path> temporaryFolders() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("uprev-demo"))
                    .toList();
        }
    }
}
