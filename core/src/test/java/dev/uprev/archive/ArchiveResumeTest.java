package dev.uprev.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.error.UpgradeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveResumeTest {
    private static final ItemKey A = new ItemKey("table", "a", 0);

    @TempDir
    Path temp;

    @Test
    void keepsWhatIsCompleteAndDeletesWhatIsNot() throws IOException {
        Path directory = temp.resolve("dump");
        byte[] bytes = Archives.bytes("half", 9000);
        try (ArchiveWriter writer = Archives.create(directory)) {
            Archives.write(writer, "a", 5000);
            ItemWriter half = writer.begin("table", "half", 0);
            half.write(bytes, 0, bytes.length);
        }
        assertThat(directory.resolve("data/000002.zst")).exists();
        try (ArchiveWriter writer = Archives.resume(directory)) {
            assertThat(directory.resolve("data/000002.zst")).doesNotExist();
            assertThat(writer.header()).isEqualTo(Archives.HEADER);
            assertThat(writer.completed()).extracting(ArchiveEntry::key).containsExactly(A);
            assertCode("archive-item-exists", () -> writer.begin("table", "a", 0));
            Archives.write(writer, "half", 9000);
            writer.finish();
        }
        assertThat(ArchiveCheck.check(directory, 1)).isEmpty();
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            assertThat(Archives.read(reader, reader.entries().get(1))).isEqualTo(bytes);
        }
    }

    @Test
    void leavesNoTraceOfAnItemThatWasClosedIncomplete() throws IOException {
        Path directory = temp.resolve("dump");
        try (ArchiveWriter writer = Archives.create(directory)) {
            try (ItemWriter item = writer.begin("table", "a", 0)) {
                item.write(new byte[10_000], 0, 10_000);
                assertCode("archive-item-exists", () -> writer.begin("table", "a", 0));
                assertCode("archive-items-open", writer::finish);
            }
            assertThat(ArchiveLayout.list(directory.resolve("data"))).isEmpty();
            Archives.write(writer, "a", 100);
            writer.finish();
        }
        assertThat(ArchiveCheck.check(directory, 1)).isEmpty();
    }

    @Test
    void dumpsDiscardedItemsAgain() {
        Path directory = temp.resolve("dump");
        try (ArchiveWriter writer = Archives.create(directory)) {
            try (ItemWriter item = writer.begin("table", "a", 0)) {
                item.ledger(LedgerCategory.SKIPPED, 3, "too old");
                item.write(new byte[100], 0, 100);
                item.complete(1, new TreeMap<>());
            }
            Archives.write(writer, "b", 200);
        }
        try (ArchiveWriter writer = Archives.resume(directory)) {
            assertCode("archive-item-unknown", () -> writer.discard(List.of(A, new ItemKey("table", "c", 0))));
            writer.discard(List.of(A));
            assertThat(writer.completed()).extracting(ArchiveEntry::name).containsExactly("b");
            assertThat(writer.ledger()).isEmpty();
            assertThat(directory.resolve("data/000001.zst")).doesNotExist();
        }
        try (ArchiveWriter writer = Archives.resume(directory)) {
            assertThat(Archives.write(writer, "a", 300).data().orElseThrow().file())
                    .isEqualTo("data/000003.zst");
            writer.finish();
        }
        assertThat(ArchiveCheck.check(directory, 1)).isEmpty();
    }

    /** A resumed dump says again what it said before, perhaps with another count. */
    @Test
    void doesNotCountALedgerEntryTwice() {
        Path directory = temp.resolve("dump");
        try (ArchiveWriter writer = Archives.create(directory)) {
            writer.ledger(new LedgerEntry(LedgerCategory.SKIPPED, "role", "app", 1, "r"));
            writer.ledger(new LedgerEntry(LedgerCategory.SKIPPED, "role", "other", 1, "r"));
        }
        try (ArchiveWriter writer = Archives.resume(directory)) {
            writer.ledger(new LedgerEntry(LedgerCategory.SKIPPED, "role", "app", 2, "r"));
            assertThat(writer.ledger()).extracting(LedgerEntry::count).containsExactly(2L, 1L);
        }
    }

    @Test
    void refusesToResumeWhatLacksADataFile() throws IOException {
        Path directory = temp.resolve("dump");
        try (ArchiveWriter writer = Archives.create(directory)) {
            Archives.write(writer, "a", 5000);
        }
        Files.delete(directory.resolve("data/000001.zst"));
        assertCode("archive-damaged", () -> Archives.resume(directory));
    }

    @Test
    void refusesEverythingAfterTheEnd() {
        Path directory = temp.resolve("dump");
        ArchiveWriter writer = Archives.create(directory);
        writer.finish();
        assertCode("archive-writer-closed", () -> writer.begin("table", "a", 0));
        assertCode("archive-writer-closed", () -> writer.discard(List.of()));
        assertCode("archive-writer-closed", writer::finish);
        writer.close();
        assertCode("archive-finished", () -> Archives.resume(directory));
        assertCode("archive-exists", () -> Archives.create(directory));
    }

    @Test
    void refusesDirectoriesThatAreNoArchive() throws IOException {
        Path foreign = Files.createDirectory(temp.resolve("foreign"));
        Files.writeString(foreign.resolve("thesis.txt"), "years of work");
        assertCode("archive-directory-not-empty", () -> Archives.create(foreign));
        assertCode("archive-not-found", () -> Archives.resume(foreign));
        assertCode("archive-not-found", () -> ArchiveReader.open(foreign));
        assertCode("archive-directory-not-empty", () -> ArchiveCheck.state(foreign));
        assertThat(ArchiveLayout.list(foreign)).hasSize(1);
        assertCode("archive-directory-not-empty", () -> Archives.create(foreign.resolve("thesis.txt")));
        assertThat(ArchiveCheck.state(temp.resolve("absent"))).isEqualTo(ArchiveState.ABSENT);
        assertCode("archive-not-found", () -> ArchiveCheck.verify(temp.resolve("absent"), 1));
    }

    @Test
    void refusesASecondWriter() {
        Path directory = temp.resolve("dump");
        try (ArchiveWriter writer = Archives.create(directory)) {
            assertCode("archive-in-use", () -> Archives.create(directory));
            assertCode("archive-in-use", () -> Archives.resume(directory));
            assertThat(writer.completed()).isEmpty();
        }
        Archives.resume(directory).close();
    }

    /** Made with the sum that the line would really have. */
    @Test
    void refusesALaterFormat() throws IOException {
        Path directory = Files.createDirectory(temp.resolve("dump"));
        byte[] line =
                new dev.uprev.io.SealedLines().encode(new TreeMap<>(java.util.Map.of("type", "header", "format", 2)));
        Files.write(directory.resolve("manifest.jsonl"), line);
        assertCode("archive-format-unknown", () -> ArchiveReader.open(directory));
        assertCode("archive-format-unknown", () -> Archives.resume(directory));
    }

    /** A manifest is input: it must not lead out of the directory. */
    @Test
    void refusesAPathOutOfTheArchive() {
        assertThatThrownBy(() -> new ArchiveEntry.DataFile("../../etc/passwd", 1, 1, "0".repeat(64)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertCode(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(UpgradeException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.fix()).isPresent();
        });
    }
}
