package dev.uprev.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.error.UpgradeException;
import dev.uprev.journal.JournalEntry.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryJournalTest {
    @TempDir
    private Path folder;

    private Journal journal;
    private Path file;

    @BeforeEach
    void begin() {
        journal = Journal.directory(folder.resolve("runs"));
        try (RunJournal run = journal.create("toy-20260101-000000-0001")) {
            run.append(entry(Kind.PLANNED, ""));
            run.append(entry(Kind.STEP_STARTED, "one"));
            run.append(entry(Kind.STEP_DONE, "one"));
            file = run.workDirectory().resolve("journal.jsonl");
        }
    }

    private static JournalEntry entry(Kind kind, String step) {
        return new JournalEntry(Instant.EPOCH, kind, step, new TreeMap<>(Map.of("key", "wert ä")));
    }

    private List<JournalEntry> read() {
        try (RunJournal run = journal.open("toy-20260101-000000-0001")) {
            return run.entries();
        }
    }

    @Test
    void givesBackWhatWasWritten() {
        assertThat(read())
                .containsExactly(
                        entry(Kind.PLANNED, ""), entry(Kind.STEP_STARTED, "one"), entry(Kind.STEP_DONE, "one"));
        assertThat(journal.runs()).containsExactly("toy-20260101-000000-0001");
    }

    @Test
    void cutOffAtAnyByteItIsStillReadAndGoesOn() throws Exception {
        byte[] whole = Files.readAllBytes(file);
        int firstLine = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        for (int length = firstLine; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (RunJournal run = journal.open("toy-20260101-000000-0001")) {
                int kept = run.entries().size();
                run.append(entry(Kind.RUN_ENDED, ""));
                assertThat(kept).isBetween(1, 2);
                assertThat(read()).hasSize(kept + 1).endsWith(entry(Kind.RUN_ENDED, ""));
            }
        }
    }

    @Test
    void anAlteredByteBeforeTheLastLineIsFound() throws Exception {
        byte[] whole = Files.readAllBytes(file);
        int lastLine = new String(whole, 0, whole.length - 1, StandardCharsets.ISO_8859_1).lastIndexOf('\n');
        for (int i = 0; i < lastLine; i++) {
            byte[] altered = whole.clone();
            altered[i] ^= 1;
            Files.write(file, altered);
            assertThatThrownBy(this::read)
                    .as("byte %d", i)
                    .isInstanceOf(UpgradeException.class)
                    .hasMessageContaining("fix:");
        }
    }

    @Test
    void aPlanIsExecutedOnce() {
        assertThatThrownBy(() -> journal.create("toy-20260101-000000-0001"))
                .isInstanceOfSatisfying(
                        UpgradeException.class, e -> assertThat(e.code()).isEqualTo("run-exists"));
    }

    @Test
    void anUnknownRunNamesTheKnownOnes() {
        assertThatThrownBy(() -> journal.open("other"))
                .hasMessageContaining("toy-20260101-000000-0001")
                .hasMessageContaining("fix:");
    }

    @Test
    void anIdCannotLeadOutOfTheDirectory() {
        assertThatThrownBy(() -> journal.open("../runs/toy-20260101-000000-0001"))
                .isInstanceOf(UpgradeException.class);
    }

    @Test
    void oneUpgradeRunsAtATime() {
        try (Journal.Lock held = journal.lock()) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> Journal.directory(folder.resolve("runs")).lock())
                    .isInstanceOfSatisfying(
                            UpgradeException.class, e -> assertThat(e.code()).isEqualTo("journal-locked"));
        }
        journal.lock().close();
    }

    @Test
    void aDeadProcessDoesNotHoldTheLock() throws Exception {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        folder.resolve("runs").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(holder.inputReader().readLine()).isEqualTo("held");
        assertThatThrownBy(journal::lock).hasMessageContaining("another upgrade is running");

        holder.destroyForcibly();
        assertThat(holder.waitFor(20, TimeUnit.SECONDS)).isTrue();

        journal.lock().close();
    }

    @Test
    void onlyThisUserCanLookIntoIt() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("runs"))))
                .isEqualTo("rwx------");
    }

    /** Another process that takes the lock and is killed with it. */
    static final class LockHolder {
        public static void main(String[] arguments) throws Exception {
            Journal.Lock held = Journal.directory(Path.of(arguments[0])).lock();
            System.out.println("held");
            Thread.sleep(60_000);
            held.close();
        }
    }
}
