package dev.uprev.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.uprev.error.UpgradeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveDeletionTest {
    @TempDir
    Path folder;

    @Test
    void leavesNothingBehindAndMayBeRepeated() {
        Path archive = Archives.finished(folder.resolve("dump"));

        ArchiveDeletion.delete(archive);
        ArchiveDeletion.delete(archive);

        assertThat(archive).doesNotExist();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anInterruptedDeletionCanBeRepeated() throws IOException {
        Path archive = Archives.finished(folder.resolve("dump"));
        Files.delete(archive.resolve("data/000001.zst"));

        ArchiveDeletion.delete(archive);

        assertThat(archive).doesNotExist();
    }

    @Test
    void touchesNoDirectoryThatHoldsOtherThings() throws IOException {
        Path archive = Archives.finished(folder.resolve("dump"));
        Path foreign = Files.writeString(archive.resolve("thesis.txt"), "mine");

        assertThatExceptionOfType(UpgradeException.class)
                .isThrownBy(() -> ArchiveDeletion.delete(archive))
                .satisfies(e -> assertThat(e.code()).isEqualTo("archive-directory-not-empty"));

        assertThat(foreign).exists();
        Files.delete(foreign);
        ArchiveCheck.verify(archive, 1);
    }

    @Test
    void doesNotDeleteUnderAWriter() {
        Path archive = folder.resolve("dump");
        try (ArchiveWriter writer = Archives.create(archive)) {
            Archives.write(writer, "orders", 100);

            assertThatExceptionOfType(UpgradeException.class)
                    .isThrownBy(() -> ArchiveDeletion.delete(archive))
                    .satisfies(e -> assertThat(e.code()).isEqualTo("archive-in-use"));
            writer.finish();
        }
        ArchiveCheck.verify(archive, 1);
    }
}
