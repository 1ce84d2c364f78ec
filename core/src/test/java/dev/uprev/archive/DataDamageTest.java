package dev.uprev.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.error.UpgradeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDamageTest {
    @TempDir
    Path temp;

    private Path directory;
    private Path file;
    private byte[] whole;

    @BeforeEach
    void makeArchive() throws IOException {
        directory = Archives.finished(temp.resolve("dump"));
        file = directory.resolve("data/000001.zst");
        whole = Files.readAllBytes(file);
    }

    /** Every byte of the headers (magic number, size, lengths, seal), and every fifth of the frames. */
    @Test
    void findsAnAlteredByteAnywhereAndHandsOutNothingWrong() throws IOException {
        byte[] original = Archives.bytes("orders", 9000);
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            ArchiveEntry entry = reader.entries().get(0);
            for (int at = 0; at < whole.length; at += isInHeader(at) ? 1 : 5) {
                byte[] altered = whole.clone();
                altered[at] ^= (byte) (1 << (at % 8));
                Files.write(file, altered);
                assertThatThrownBy(() -> reader.verify(entry)).as("byte %d", at).satisfies(DataDamageTest::isDamage);
                byte[] read = readAsFarAsPossible(reader, entry);
                assertThat(read).as("byte %d", at).isEqualTo(Arrays.copyOf(original, read.length));
                assertThat(read.length).as("byte %d", at).isLessThan(original.length);
            }
        }
    }

    @Test
    void findsATruncatedAndALengthenedFileBeforeReadingIt() throws IOException {
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            ArchiveEntry entry = reader.entries().get(0);
            for (int length : new int[] {0, 1, 47, 48, 49, whole.length / 2, whole.length - 1, whole.length + 1}) {
                Files.write(file, Arrays.copyOf(whole, length));
                assertThatThrownBy(() -> reader.read(entry).close())
                        .satisfies(DataDamageTest::isDamage)
                        .hasMessageContaining("it has " + length + " bytes and should have " + whole.length);
            }
            Files.delete(file);
            assertThatThrownBy(() -> reader.read(entry).close())
                    .satisfies(DataDamageTest::isDamage)
                    .hasMessageContaining("the file is missing");
        }
    }

    /** Each frame is whole and bears its own seal, and is refused all the same. */
    @Test
    void findsFramesInAnotherOrder() throws IOException {
        int first = frameLength(0);
        int second = frameLength(first);
        ByteArrayOutputStream swapped = new ByteArrayOutputStream();
        swapped.write(whole, first, second);
        swapped.write(whole, 0, first);
        swapped.write(whole, first + second, whole.length - first - second);
        Files.write(file, swapped.toByteArray());
        assertThat(ArchiveCheck.check(directory, 1))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("frame 1 at byte 0"));
    }

    /** Two tables of equal size in each other's place. */
    @Test
    void findsExchangedFiles() throws IOException {
        Path other = temp.resolve("twins");
        try (ArchiveWriter writer = Archives.create(other)) {
            Archives.write(writer, "a", 5000);
            Archives.write(writer, "b", 5000);
            writer.finish();
        }
        Path a = other.resolve("data/000001.zst");
        Path b = other.resolve("data/000002.zst");
        byte[] contentOfA = Files.readAllBytes(a);
        Files.copy(b, a, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.write(b, contentOfA);
        assertThat(ArchiveCheck.check(other, 2))
                .extracting(ArchiveProblem::code)
                .containsOnly("data-damaged")
                .hasSize(2);
    }

    /** A file whose frames were all made anew, so that only the manifest tells. */
    @Test
    void findsAFileOfAnotherArchive() throws IOException {
        Path other = temp.resolve("other");
        try (ArchiveWriter writer = Archives.create(other)) {
            byte[] bytes = Archives.bytes("orders", 9000);
            bytes[8999] ^= 1;
            try (ItemWriter item = writer.begin("table", "orders", 0)) {
                item.write(bytes, 0, bytes.length);
                item.complete(900, new java.util.TreeMap<>());
            }
        }
        byte[] foreign = Files.readAllBytes(other.resolve("data/000001.zst"));
        assertThat(foreign).hasSameSizeAs(whole);
        Files.write(file, foreign);
        assertThat(ArchiveCheck.check(directory, 1))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("not those that the manifest speaks of"));
    }

    @Test
    void reportsEveryProblemWithItsFile() throws IOException {
        whole[60] ^= 1;
        Files.write(file, whole);
        Files.delete(directory.resolve("data/000002.zst"));
        Files.writeString(directory.resolve("data/notes.txt"), "?");
        Files.writeString(directory.resolve("notes.txt"), "?");
        assertThat(ArchiveCheck.check(directory, 2))
                .extracting(problem -> problem.code() + " " + problem.file())
                .containsExactlyInAnyOrder(
                        "unknown-file data/notes.txt",
                        "unknown-file notes.txt",
                        "data-damaged data/000001.zst",
                        "data-damaged data/000002.zst");
        assertThatThrownBy(() -> ArchiveCheck.verify(directory, 2))
                .satisfies(DataDamageTest::isDamage)
                .hasMessageContaining("and 3 more problems");
    }

    private static byte[] readAsFarAsPossible(ArchiveReader reader, ArchiveEntry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ItemReader item = reader.read(entry)) {
            while (item.next()) {
                bytes.write(item.buffer(), 0, item.length());
            }
            throw new AssertionError("the damage was not found");
        } catch (UpgradeException e) {
            isDamage(e);
            return bytes.toByteArray();
        }
    }

    private static void isDamage(Throwable error) {
        assertThat(error)
                .isInstanceOfSatisfying(
                        UpgradeException.class, e -> assertThat(e.code()).isEqualTo("archive-damaged"));
    }

    private boolean isInHeader(int at) {
        int frame = 0;
        while (frame + frameLength(frame) <= at) {
            frame += frameLength(frame);
        }
        return at - frame < 48;
    }

    private int frameLength(int at) {
        return 48 + ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(at + 8);
    }
}
