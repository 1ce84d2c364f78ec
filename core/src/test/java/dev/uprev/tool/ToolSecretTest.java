package dev.uprev.tool;

import static dev.uprev.tool.LocalToolRunnerTest.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.uprev.error.UpgradeException;
import dev.uprev.secret.Redactor;
import dev.uprev.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret given to a tool reaches it, and shows nowhere else. */
class ToolSecretTest {
    private static final String CANARY = "canary'\"\\ %+&-4711-geheim";

    private final Secret canary = Secret.of(CANARY);
    private final ToolRunner runner = ToolRunner.local(new Redactor());

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        canary.close();
    }

    @Test
    void aSecretInTheEnvironmentReachesTheToolAndShowsInNoArgument() {
        List<String> commandLines = Collections.synchronizedList(new ArrayList<>());
        ByteArrayOutputStream received = new ByteArrayOutputStream();

        runner.run(sh("cat /proc/$$/cmdline /proc/$PPID/cmdline | tr '\\0' ' ' >&2; printf %s \"$MY_PASSWORD\"")
                .secretEnvironment("MY_PASSWORD", canary)
                .errorLines(commandLines::add)
                .output(ToolOutput.stream(received))
                .build());

        assertThat(received).hasToString(CANARY);
        assertThat(String.join("", commandLines))
                .contains("sh -c cat")
                .doesNotContain("geheim")
                .doesNotContain("***");
    }

    @Test
    void theCommandLineSeenFromOutsideHoldsNoSecret() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());

        runner.run(ToolCommand.of("sh")
                .arguments("-c", "echo $$; sleep 0.5")
                .secretEnvironment("MY_PASSWORD", canary)
                .secretFile("MY_PASSFILE", canary)
                .output(ToolOutput.lines(pid -> seen.add(commandLine(pid))))
                .build());

        assertThat(seen).isNotEmpty().allMatch(line -> line.contains("sleep 0.5") && !line.contains("geheim"));
    }

    private static String commandLine(String pid) {
        try {
            return Files.readString(Path.of("/proc", pid, "cmdline"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aSecretFileIsForItsOwnerAloneAndGoneAfterwards() {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        List<String> paths = Collections.synchronizedList(new ArrayList<>());
        List<String> permissions = Collections.synchronizedList(new ArrayList<>());

        runner.run(sh("echo $MY_PASSFILE >&2; cat $MY_PASSFILE")
                .secretFile("MY_PASSFILE", canary)
                .output(ToolOutput.stream(received))
                .errorLines(paths::add)
                .build());
        runner.run(sh("stat -c %a $MY_PASSFILE")
                .secretFile("MY_PASSFILE", canary)
                .output(ToolOutput.lines(permissions::add))
                .build());

        assertThat(received).hasToString(CANARY);
        assertThat(paths).hasSize(1).allMatch(path -> Files.notExists(Path.of(path)));
        assertThat(permissions).containsExactly("600");
    }

    @Test
    void theOptionWithTheSecretFileComesFirst() {
        List<String> arguments = runner.run(ToolCommand.of("printf")
                        .secretFileOption("", canary)
                        .arguments("a")
                        .build())
                .output()
                .lines()
                .toList();

        assertThat(arguments).singleElement().asString().endsWith(".secret").doesNotContain("geheim");
    }

    @Test
    void aSecretFileIsGoneAfterAFailureToo() {
        List<String> paths = Collections.synchronizedList(new ArrayList<>());

        assertThat(catchThrowable(() -> runner.run(sh("echo $MY_PASSFILE >&2; exit 1")
                        .secretFile("MY_PASSFILE", canary)
                        .errorLines(paths::add)
                        .build())))
                .isNotNull();

        assertThat(paths).hasSize(1).allMatch(path -> Files.notExists(Path.of(path)));
    }

    @Test
    void whatTheToolSaysAboutItsSecretIsRedacted() {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        String say = "printf 'connecting with %s to %s\\n' \"$MY_PASSWORD\" postgresql://me:other4712@db1";

        ToolResult result = runner.run(sh(say + " >&2; " + say)
                .secretEnvironment("MY_PASSWORD", canary)
                .errorLines(lines::add)
                .build());

        String expected = "connecting with *** to postgresql://me:***@db1";
        assertThat(result.output()).isEqualTo(expected + "\n");
        assertThat(result.errors()).isEqualTo(expected);
        assertThat(lines).containsExactly(expected);
    }

    @Test
    void neitherExceptionNorLogShowsTheSecret() throws Exception {
        Path printed = folder.resolve("printed");
        int exitCode = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Failing.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start()
                .waitFor();

        assertThat(exitCode).isEqualTo(1);
        assertThat(printed)
                .content()
                .contains("DEBUG dev.uprev.tool.ToolRunner - running sh -c")
                .contains("TRACE dev.uprev.tool.ToolRunner - sh: rejected: ***")
                .contains("UpgradeException: sh failed with exit code 1: \"rejected: ***\"; fix: ")
                .doesNotContain("geheim");
    }

    /** Ends with the stack trace of a tool's failure; logs everything. */
    static final class Failing {
        private Failing() {}

        public static void main(String[] args) {
            try (Secret secret = Secret.of(CANARY)) {
                ToolRunner.local(new Redactor())
                        .run(sh("echo \"rejected: $MY_PASSWORD\" >&2; exit 1")
                                .arguments("--password=" + CANARY, "postgresql://me:" + CANARY + "@db1", CANARY)
                                .secretEnvironment("MY_PASSWORD", secret)
                                .build());
            }
        }
    }

    @Test
    void aSecretThatCannotBeAVariableIsRefusedWithoutShowingIt() {
        try (Secret unfit = Secret.of("4711\0geheim")) {
            assertThatExceptionOfType(UpgradeException.class)
                    .isThrownBy(() -> runner.run(
                            sh("true").secretEnvironment("MY_PASSWORD", unfit).build()))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("tool-not-started"))
                    .withMessageContaining("MY_PASSWORD")
                    .withMessageNotContainingAny("4711", "geheim");
        }
    }

    @Test
    void theTextOfACommandShowsNoSecret() {
        assertThat(ToolCommand.of("dumper")
                        .arguments("--host=db1")
                        .secretEnvironment("MY_PASSWORD", canary)
                        .secretFile("MY_PASSFILE", canary)
                        .secretFileOption("--config=", canary)
                        .build())
                .hasToString("dumper --config=(secret file) --host=db1");
    }
}
