package dev.uprev.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.error.UpgradeException;
import dev.uprev.io.SealedLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that bear the right sums and yet cannot stand together. */
class ManifestRulesTest {
    private static final ManifestLine HEADER = new ManifestLine.Header(1, Archives.HEADER);
    private static final ArchiveEntry A =
            new ArchiveEntry("table", "a", 0, 3, 0, Optional.empty(), List.of(), new TreeMap<>());
    private static final ManifestLine ITEM = new ManifestLine.Item(A);
    private static final ManifestLine END = new ManifestLine.End(Archives.NOW, 1, 0, 0);
    private static final ManifestLine DISCARD = new ManifestLine.Discard(List.of(A.key()));

    @TempDir
    Path temp;

    @Test
    void acceptsTheLinesThatTheOtherTestsAlter() throws IOException {
        write(HEADER, ITEM, DISCARD, ITEM, END);
        assertThat(ArchiveCheck.check(temp, 1)).isEmpty();
    }

    @Test
    void refusesLinesThatContradictEachOther() throws IOException {
        assertRefused("a second header", HEADER, HEADER);
        assertRefused("the header is missing", ITEM, END);
        assertRefused("is there twice", HEADER, ITEM, ITEM);
        assertRefused("was never there", HEADER, DISCARD);
        assertRefused("more after the end", HEADER, ITEM, END, DISCARD);
        assertRefused("the totals of the end line", HEADER, END);
        assertRefused("the totals of the end line", HEADER, ITEM, new ManifestLine.End(Archives.NOW, 1, 1, 0));
    }

    private void assertRefused(String reason, ManifestLine... lines) throws IOException {
        write(lines);
        assertThatThrownBy(() -> ArchiveReader.open(temp).close())
                .isInstanceOfSatisfying(
                        UpgradeException.class, e -> assertThat(e.code()).isEqualTo("archive-damaged"))
                .hasMessageContaining(reason);
    }

    private void write(ManifestLine... lines) throws IOException {
        SealedLines sealed = new SealedLines();
        ByteArrayOutputStream manifest = new ByteArrayOutputStream();
        for (ManifestLine line : lines) {
            byte[] bytes = sealed.encode(line);
            sealed.accept(bytes);
            manifest.write(bytes);
        }
        Files.write(temp.resolve("manifest.jsonl"), manifest.toByteArray());
    }
}
