package dev.uprev.tool;

import static dev.uprev.tool.LocalToolRunnerTest.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Cancellation;
import dev.uprev.secret.Redactor;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tool that has to be stopped leaves nothing running: neither children nor grandchildren, nor those that resist. */
@Timeout(60)
class ToolStopTest {
    /** Prints the process ids of a shell, its child and its grandchild, which all wait. */
    private static final String FAMILY = "echo $$; sh -c 'echo $$; sleep 300 & echo $!; wait' & wait";

    private final ToolRunner runner = ToolRunner.local(new Redactor(), InstantSource.system(), Duration.ofMillis(500));
    private final List<Long> pids = Collections.synchronizedList(new ArrayList<>());

    private Consumer<String> collectThen(int count, Runnable action) {
        return line -> {
            pids.add(Long.parseLong(line));
            if (pids.size() == count) {
                action.run();
            }
        };
    }

    private ToolCommand.Builder family(Runnable whenComplete) {
        return sh(FAMILY).output(ToolOutput.lines(collectThen(3, whenComplete)));
    }

    @AfterEach
    void nothingIsLeft() {
        List<Long> left = pids.stream().filter(ToolStopTest::runs).toList();
        left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        assertThat(left).isEmpty();
    }

    private static boolean runs(long pid) {
        return ProcessHandle.of(pid).filter(ProcessTree::runs).isPresent();
    }

    @Test
    void aTimeoutEndsGrandchildrenToo() {
        CompletableFuture<Void> complete = new CompletableFuture<>();
        // The limit counts from when the family is complete.
        InstantSource clock = () -> InstantSource.system().instant().plusSeconds(complete.isDone() ? 3600 : 0);
        ToolRunner clocked = ToolRunner.local(new Redactor(), clock, Duration.ofMillis(500));

        assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(() -> clocked.run(family(() -> complete.complete(null))
                        .timeout(Duration.ofMinutes(30))
                        .build()))
                .satisfies(e -> assertThat(e.code()).isEqualTo("tool-timeout"));
        assertThat(pids).hasSize(3);
    }

    @Test
    void cancellationEndsGrandchildrenToo() {
        Cancellation cancellation = new Cancellation();

        assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(() -> runner.run(
                        family(cancellation::cancel).cancellation(cancellation).build()))
                .satisfies(e -> assertThat(e.code()).isEqualTo("cancelled"));
        assertThat(pids).hasSize(3);
    }

    @Test
    void anInterruptEndsGrandchildrenTooAndIsKept() {
        Thread caller = Thread.currentThread();

        assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(() -> runner.run(family(caller::interrupt).build()))
                .satisfies(e -> assertThat(e.code()).isEqualTo("tool-interrupted"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(pids).hasSize(3);
    }

    @Test
    void thoseThatIgnoreTheRequestAreKilled() {
        Cancellation cancellation = new Cancellation();

        assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(() -> runner.run(
                        sh("trap '' TERM; echo $$; sh -c 'trap \"\" TERM; echo $$; while :; do sleep 0.2; done' & wait")
                                .output(ToolOutput.lines(collectThen(2, cancellation::cancel)))
                                .cancellation(cancellation)
                                .build()))
                .satisfies(e -> assertThat(e.code()).isEqualTo("cancelled"));
        assertThat(pids).hasSize(2);
    }

    @Test
    void theyGetTheChanceToEndByThemselves() {
        Cancellation cancellation = new Cancellation();
        List<String> said = Collections.synchronizedList(new ArrayList<>());

        assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(() -> ToolRunner.local(new Redactor(), InstantSource.system(), Duration.ofSeconds(20))
                        .run(sh("trap 'echo cleaned up >&2; exit 1' TERM; echo $$; while :; do sleep 0.1; done")
                                .output(ToolOutput.lines(collectThen(1, cancellation::cancel)))
                                .errorLines(said::add)
                                .cancellation(cancellation)
                                .build()))
                .satisfies(e -> assertThat(e.code()).isEqualTo("cancelled"));
        assertThat(said).contains("cleaned up");
    }

    @Test
    void aToolEndsWhenThisProcessIsKilled() throws Exception {
        killTheCallerOf(List.of());
    }

    @Test
    void aToolOfAnotherUserEndsWhenThisProcessIsKilled() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can start programs as another user");
        killTheCallerOf(List.of("setpriv", "--reuid=65534", "--clear-groups", "--"));
    }

    private void killTheCallerOf(List<String> launcher) throws Exception {
        assumeFalse(EndWithParent.prefix().isEmpty(), "setpriv of util-linux is not on this machine");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Caller.class.getName()));
        command.addAll(launcher);
        Process other = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
            pids.add(Long.parseLong(out.readLine()));
            assertThat(pids).allMatch(ToolStopTest::runs);

            other.destroyForcibly().waitFor();

            for (int i = 0; i < 100 && runs(pids.get(0)); i++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    /** Runs a tool that neither reads nor writes, until it is killed; the arguments are its launcher. */
    static final class Caller {
        private Caller() {}

        @SuppressWarnings("SystemOut") // how it tells the process id to the test
        public static void main(String[] args) {
            ToolRunner.local(new Redactor())
                    .run(sh("echo $$; exec sleep 300")
                            .output(ToolOutput.lines(line -> {
                                System.out.println(line);
                                System.out.flush();
                            }))
                            .build()
                            .launchedBy(List.of(args)));
        }
    }

    @Test
    void theFamilyOfTheTestsIsOne() {
        // Guards the tests above: without a stop the three processes do run and are each other's descendants.
        Cancellation cancellation = new Cancellation();
        List<Boolean> related = new ArrayList<>();
        assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(() -> runner.run(family(() -> {
                            ProcessHandle shell = ProcessHandle.of(pids.get(0)).orElseThrow();
                            related.addAll(Arrays.asList(
                                    shell.children().anyMatch(it -> it.pid() == pids.get(1)),
                                    shell.children().noneMatch(it -> it.pid() == pids.get(2)),
                                    shell.descendants().anyMatch(it -> it.pid() == pids.get(2))));
                            cancellation.cancel();
                        })
                        .cancellation(cancellation)
                        .build()));
        assertThat(related).containsExactly(true, true, true);
    }
}
