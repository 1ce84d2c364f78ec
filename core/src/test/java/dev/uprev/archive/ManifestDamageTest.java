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
        for (int cut = lineEnds().get(2); cut < whole.length; cut++) {
            Path copy = copyCutAt(cut);
            assertThat(ArchiveCheck.state(copy)).as("cut at %d", cut).isEqualTo(ArchiveState.UNFINISHED);
            try (ArchiveWriter writer = Archives.resume(copy)) {
                assertThat(writer.completed())
                        .as("cut at %d", cut)
                        .hasSize(Math.toIntExact(Math.min(3, completeLines(cut) - 1)));
                writeWhatIsMissing(writer);
            }
            assertThat(ArchiveCheck.check(copy, 1)).as("cut at %d", cut).isEmpty();
        }
    }

    @Test
    void beginsAnewAfterATearInTheHeader() throws IOException {
        for (int cut = 0; cut < lineEnds().get(0); cut += 9) {
            Path copy = copyCutAt(cut);
            assertThatThrownBy(() -> Archives.create(copy)).hasMessageContaining("there are data files");
            assertThatThrownBy(() -> ArchiveCheck.state(copy)).hasMessageContaining("there are data files");
            for (Path file : ArchiveLayout.list(copy.resolve("data"))) {
                Files.delete(file);
            }
            assertThat(ArchiveCheck.state(copy)).as("cut at %d", cut).isEqualTo(ArchiveState.ABSENT);
            try (ArchiveWriter writer = Archives.create(copy)) {
                writeWhatIsMissing(writer);
            }
            assertThat(ArchiveCheck.check(copy, 1)).as("cut at %d", cut).isEmpty();
        }
    }

    private Path copyCutAt(int cut) throws IOException {
        Path copy = temp.resolve("cut" + cut);
        Archives.copy(directory, copy);
        Files.write(copy.resolve("manifest.jsonl"), Arrays.copyOf(whole, cut));
        return copy;
    }

    private void writeWhatIsMissing(ArchiveWriter writer) {
        for (ArchiveEntry entry : entries()) {
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

    private long completeLines(int cut) {
        return lineEnds().stream().filter(end -> end <= cut).count();
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
