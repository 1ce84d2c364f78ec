package dev.uprev.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.error.UpgradeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestDamageTest {
    @TempDir
    Path temp;

    private Path directory;
    private Path manifest;
    private byte[] whole;

    @BeforeEach
    void makeArchive() throws IOException {
        directory = Archives.finished(temp.resolve("dump"));
        manifest = directory.resolve("manifest.jsonl");
        whole = Files.readAllBytes(manifest);
    }

    /** The writer dies between any two bytes of the last lines: what was complete counts, the rest is written again. */
    @Test
    void goesOnAfterATearAtEveryByte() throws IOException {
        List<ArchiveEntry> entries = entries();
        List<Integer> ends = lineEnds();
        for (int cut = ends.get(2); cut < whole.length; cut++) {
            Files.write(manifest, Arrays.copyOf(whole, cut));
            assertThat(ArchiveCheck.state(directory)).as("cut at %d", cut).isEqualTo(ArchiveState.UNFINISHED);
            try (ArchiveWriter writer = Archives.resume(directory)) {
                assertThat(writer.completed())
                        .as("cut at %d", cut)
                        .isEqualTo(entries.subList(0, cut < ends.get(3) ? 2 : 3));
                writeWhatIsMissing(writer, entries);
            }
            assertThat(ArchiveCheck.check(directory, 1)).as("cut at %d", cut).isEmpty();
        }
    }

    @Test
    void writesTheFileOfATornItemAgain() throws IOException {
        List<ArchiveEntry> entries = entries();
        Files.write(manifest, Arrays.copyOf(whole, lineEnds().get(2) - 1));
        try (ArchiveWriter writer = Archives.resume(directory)) {
            assertThat(writer.completed()).isEqualTo(entries.subList(0, 1));
            assertThat(directory.resolve("data/000002.zst")).doesNotExist();
            writeWhatIsMissing(writer, entries);
        }
        assertThat(ArchiveCheck.check(directory, 1)).isEmpty();
    }

    /** Without data files, nothing is lost; with them, a manifest of nothing is a lost one. */
    @Test
    void beginsAnewAfterATearInTheHeader() throws IOException {
        List<ArchiveEntry> entries = entries();
        Files.write(manifest, Arrays.copyOf(whole, 100));
        assertThatThrownBy(() -> Archives.create(directory)).hasMessageContaining("there are data files");
        assertThatThrownBy(() -> ArchiveCheck.state(directory)).hasMessageContaining("there are data files");
        for (int cut = 0; cut < lineEnds().get(0); cut++) {
            for (Path file : ArchiveLayout.list(directory.resolve("data"))) {
                Files.delete(file);
            }
            Files.write(manifest, Arrays.copyOf(whole, cut));
            assertThat(ArchiveCheck.state(directory)).as("cut at %d", cut).isEqualTo(ArchiveState.ABSENT);
            Archives.create(directory).close();
            assertThat(ArchiveCheck.state(directory)).as("cut at %d", cut).isEqualTo(ArchiveState.UNFINISHED);
        }
        try (ArchiveWriter writer = Archives.resume(directory)) {
            writeWhatIsMissing(writer, entries);
        }
        assertThat(ArchiveCheck.check(directory, 1)).isEmpty();
    }

    private static void writeWhatIsMissing(ArchiveWriter writer, List<ArchiveEntry> entries) {
        for (ArchiveEntry entry : entries) {
            if (!writer.completed().contains(entry)) {
                Archives.write(writer, entry.name(), Math.toIntExact(entry.rawBytes()));
            }
        }
        writer.finish();
    }

    @Test
    void findsAnAlteredByteAnywhere() throws IOException {
        int[] masks = {1, 0x20, 0xFF};
        for (int at = 0; at < whole.length; at++) {
            byte[] altered = whole.clone();
            altered[at] ^= (byte) masks[at % masks.length];
            Files.write(manifest, altered);
            assertRefused("byte " + at);
        }
    }

    /** Damage is not taken for a tear: nothing is cut off when a complete line is wrong. */
    @Test
    void doesNotResumeADamagedManifest() throws IOException {
        List<Integer> ends = lineEnds();
        byte[] unfinished = Arrays.copyOf(whole, ends.get(ends.size() - 2));
        for (int at = 0; at < unfinished.length; at++) {
            byte[] altered = unfinished.clone();
            altered[at] ^= 2;
            Files.write(manifest, altered);
            if (at == unfinished.length - 1) {
                continue; // Without its line break, the last line is a torn one.
            }
            assertThatThrownBy(() -> Archives.resume(directory).close())
                    .as("byte %d", at)
                    .isInstanceOfSatisfying(
                            UpgradeException.class, e -> assertThat(e.code()).isEqualTo("archive-damaged"));
            assertThat(Files.readAllBytes(manifest)).isEqualTo(altered);
        }
    }

    @Test
    void findsLinesThatWereLostMovedOrAdded() throws IOException {
        List<String> lines = Files.readAllLines(manifest);
        for (int i = 0; i < lines.size(); i++) {
            List<String> lost = new ArrayList<>(lines);
            lost.remove(i);
            rewrite(lost);
            assertRefused("without line " + i);
            List<String> doubled = new ArrayList<>(lines);
            doubled.add(i, lines.get(i));
            rewrite(doubled);
            assertRefused("twice line " + i);
            if (i > 0) {
                List<String> moved = new ArrayList<>(lines);
                Collections.swap(moved, i - 1, i);
                rewrite(moved);
                assertRefused("moved line " + i);
            }
        }
    }

    @Test
    void findsBytesBehindTheEnd() throws IOException {
        Files.write(manifest, Arrays.copyOf(whole, whole.length + 1));
        assertThat(ArchiveCheck.check(directory, 1))
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("manifest-damaged"));
    }

    @Test
    void saysWhichLineIsDamaged() throws IOException {
        byte[] altered = whole.clone();
        altered[lineEnds().get(1) + 100] ^= 1;
        Files.write(manifest, altered);
        assertThatThrownBy(() -> ArchiveReader.open(directory).close())
                .hasMessageContaining("\"manifest.jsonl line 3\"")
                .hasMessageContaining("; fix: ");
    }

    private void assertRefused(String what) {
        assertThatThrownBy(() -> ArchiveCheck.verify(directory, 1))
                .as(what)
                .isInstanceOfSatisfying(
                        UpgradeException.class,
                        e -> assertThat(e.code()).isIn("archive-damaged", "archive-unfinished", "archive-not-found"));
    }

    private void rewrite(List<String> lines) throws IOException {
        Files.writeString(manifest, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
    }

    private List<ArchiveEntry> entries() {
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            return reader.entries();
        }
    }

    /** Where the lines end, line breaks included. */
    private List<Integer> lineEnds() {
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < whole.length; i++) {
            if (whole[i] == '\n') {
                ends.add(i + 1);
            }
        }
        return ends;
    }
}
