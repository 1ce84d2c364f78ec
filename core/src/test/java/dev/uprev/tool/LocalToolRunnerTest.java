package dev.uprev.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Cancellation;
import dev.uprev.secret.Redactor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalToolRunnerTest {
    private final ToolRunner runner = ToolRunner.local(new Redactor());

    @TempDir
    Path folder;

    static ToolCommand.Builder sh(String script) {
        return ToolCommand.of("sh").arguments("-c", script);
    }

    @Test
    void givesOutputErrorsAndExitCode() {
        ToolResult result = runner.run(
                sh("echo out; echo err >&2; exit 3").acceptedExitCodes(0, 3).build());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.output()).isEqualTo("out\n");
        assertThat(result.errors()).isEqualTo("err");
    }

    @Test
    void noShellReadsTheArguments() {
        ToolResult result = runner.run(ToolCommand.of("printf")
                .arguments("%s|", "$HOME", "a b", "*", "`id`", "", "'\"")
                .build());

        assertThat(result.output()).isEqualTo("$HOME|a b|*|`id`||'\"|");
    }

    @Test
    void theEnvironmentIsCleanAndItsLocaleIsC() {
        ToolResult result =
                runner.run(ToolCommand.of("env").environment("MINE", "here").build());

        assertThat(result.output().lines())
                .contains("LC_ALL=C", "MINE=here")
                .allMatch(line -> line.matches(
                        "(PATH|HOME|USER|LOGNAME|TMPDIR|TMP|TEMP|LD_LIBRARY_PATH|SSL_CERT_\\w+|LC_ALL|MINE)=.*"));
    }

    @Test
    void theUsersOwnCommandsGetTheWholeEnvironmentOnRequest() {
        ToolCommand.Builder env = ToolCommand.of("env").output(ToolOutput.captured(1 << 20));
        String clean = runner.run(env.build()).output();

        String whole = runner.run(env.inheritEnvironment().build()).output();

        assertThat(whole.lines()).contains("LC_ALL=C").hasSizeGreaterThan((int)
                clean.lines().count());
        assertThat(clean.lines()).allMatch(line -> whole.lines().anyMatch(line::equals));
    }

    @Test
    void aFailureShowsTheToolsLastWordsAndTheRemedy() {
        ToolCommand command = sh("for i in $(seq 2000); do echo line $i >&2; done; echo no such table >&2; exit 7")
                .fix("create the table")
                .build();

        assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(() -> runner.run(command))
                .satisfies(e -> assertThat(e.code()).isEqualTo("tool-failed"))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(3000))
                .withMessageStartingWith("sh failed with exit code 7: \"...")
                .withMessageEndingWith("no such table\"; fix: create the table");
    }

    @Test
    void aFailureWithoutWordsShowsOutputOrSaysSo() {
        assertThatThrownBy(() -> runner.run(sh("echo on stdout; exit 1").build()))
                .hasMessageStartingWith("sh failed with exit code 1: \"on stdout\"; fix: ");
        assertThatThrownBy(() -> runner.run(sh("exit 1").build()))
                .hasMessageStartingWith("sh failed with exit code 1: it said nothing; fix: ");
    }

    @Test
    void anEndBySignalIsNamed() {
        assertThatThrownBy(() -> runner.run(sh("kill -9 $$").build()))
                .hasMessageStartingWith("sh failed with exit code 137, which means signal 9: ");
    }

    @Test
    void aMissingProgramIsNotFound() {
        assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(() -> runner.run(ToolCommand.of("no-such-program")
                        .environment("PATH", "/bin:/nowhere")
                        .fix("install it")
                        .build()))
                .satisfies(e -> assertThat(e.code()).isEqualTo("tool-not-found"))
                .withMessage("cannot find the program: \"no-such-program\", it is in none of the folders of PATH:"
                        + " [/bin, /nowhere]; fix: install it");
        assertThatThrownBy(() ->
                        runner.run(ToolCommand.of(folder.resolve("absent")).build()))
                .hasMessageContaining("there is no executable file of that name");
    }

    @Test
    void aMissingDirectoryOrInputIsNotStarted() {
        assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(() -> runner.run(
                        sh("true").directory(folder.resolve("absent")).build()))
                .satisfies(e -> assertThat(e.code()).isEqualTo("tool-not-started"))
                .withMessageContaining("its working directory does not exist");
        assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(() -> runner.run(sh("true")
                        .input(ToolInput.file(folder.resolve("absent")))
                        .build()))
                .satisfies(e -> assertThat(e.code()).isEqualTo("tool-not-started"))
                .withMessageContaining("absent");
    }

    @Test
    void runsInTheGivenDirectory() throws IOException {
        ToolResult result = runner.run(ToolCommand.of("pwd").directory(folder).build());

        assertThat(result.output().strip()).isEqualTo(folder.toRealPath().toString());
    }

    @Test
    void inputComesFromNothingBytesOrFile() throws IOException {
        Path file = Files.writeString(folder.resolve("in"), "from file");
        byte[] large = new byte[3_000_000];

        assertThat(runner.run(ToolCommand.of("cat").build()).output()).isEmpty();
        assertThat(runner.run(ToolCommand.of("cat").input(ToolInput.file(file)).build())
                        .output())
                .isEqualTo("from file");
        assertThat(runner.run(ToolCommand.of("wc")
                                .arguments("-c")
                                .input(ToolInput.bytes(large))
                                .build())
                        .output()
                        .strip())
                .isEqualTo("3000000");
        assertThat(runner.run(sh("exit 0").input(ToolInput.bytes(large)).build())
                        .exitCode())
                .as("a tool that does not read its input")
                .isZero();
    }

    @Test
    void outputGoesToFileOrStreamByteByByte() throws IOException {
        Path file = folder.resolve("out");
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        ToolCommand.Builder command = sh("printf 'password=x\\000\\377\\r\\n'");
        byte[] expected = "password=x\0\377\r\n".getBytes(StandardCharsets.ISO_8859_1);

        runner.run(command.output(ToolOutput.file(file)).build());
        runner.run(command.output(ToolOutput.stream(stream)).build());

        assertThat(Files.readAllBytes(file)).isEqualTo(expected);
        assertThat(stream.toByteArray()).isEqualTo(expected);
    }

    @Test
    void linesOfBothOutputsAreGivenOneByOne() {
        List<String> out = new ArrayList<>();
        List<String> err = new ArrayList<>();

        runner.run(sh("printf 'a\\n\\nb\\r\\nc\\rd'; printf 'x\\ny' >&2")
                .output(ToolOutput.lines(out::add))
                .errorLines(err::add)
                .build());

        assertThat(out).containsExactly("a", "", "b", "c", "d");
        assertThat(err).containsExactly("x", "y");
    }

    @Test
    void anEndlessLineIsCutOff() {
        List<String> out = new ArrayList<>();

        runner.run(sh("head -c 1000000 /dev/zero | tr '\\0' x; echo; echo next")
                .output(ToolOutput.lines(out::add))
                .build());

        assertThat(out).hasSize(2);
        assertThat(out.get(0)).hasSizeLessThan(65 * 1024).endsWith("xxx [line cut off]");
        assertThat(out.get(1)).isEqualTo("next");
    }

    @Test
    void floodsOnBothOutputsDoNotBlockTheTool() {
        ToolResult result = runner.run(sh("yes out | head -c 8000000 & yes err | head -c 8000000 >&2; wait")
                .output(ToolOutput.captured(8_000_000))
                .timeout(Duration.ofSeconds(60))
                .build());

        assertThat(result.output()).hasSize(8_000_000);
        assertThat(result.errors()).hasSizeBetween(16_000, 16 * 1024).startsWith("err\n");
    }

    @Test
    void moreOutputThanIsKeptIsAnError() {
        assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(() -> runner.run(
                        sh("echo 123456789").output(ToolOutput.captured(9)).build()))
                .satisfies(e -> assertThat(e.code()).isEqualTo("tool-output-too-large"));
        assertThat(runner.run(sh("echo 123456789")
                                .output(ToolOutput.captured(10))
                                .build())
                        .output())
                .isEqualTo("123456789\n");
    }

    @Test
    void whatAConsumerThrowsEndsTheToolAndIsThrown() {
        assertThatThrownBy(() -> runner.run(sh("while :; do echo x; done")
                        .output(ToolOutput.lines(line -> {
                            throw new IllegalStateException("enough");
                        }))
                        .build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
        assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(() -> runner.run(sh("while :; do echo x; done")
                        .output(ToolOutput.stream(new OutputStream() {
                            @Override
                            public void write(int b) throws IOException {
                                throw new IOException("disk full");
                            }
                        }))
                        .build()))
                .satisfies(e -> assertThat(e.code()).isEqualTo("tool-output-lost"))
                .withMessageContaining("disk full");
    }

    @Test
    void aCancelledCommandIsNotStarted() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        Path trace = folder.resolve("trace");

        assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(() -> runner.run(ToolCommand.of("touch")
                        .arguments(trace.toString())
                        .cancellation(cancellation)
                        .build()))
                .satisfies(e -> assertThat(e.code()).isEqualTo("cancelled"));
        assertThat(trace).doesNotExist();
    }

    @Test
    void theDurationIsTakenFromTheClock() {
        Iterator<Integer> seconds = List.of(100, 107).iterator();
        ToolRunner clocked = ToolRunner.local(
                new Redactor(),
                () -> Instant.ofEpochSecond(seconds.hasNext() ? seconds.next() : 107),
                Duration.ofSeconds(1));

        assertThat(clocked.run(sh("true").build()).duration()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aBackgroundProcessThatHoldsTheOutputIsNotWaitedFor() {
        ToolResult result = runner.run(sh("sleep 20 & echo $!").build());

        long left = Long.parseLong(result.output().strip());
        assertThat(ProcessHandle.of(left)).isPresent();
        ProcessHandle.of(left).orElseThrow().destroyForcibly();
    }
}
