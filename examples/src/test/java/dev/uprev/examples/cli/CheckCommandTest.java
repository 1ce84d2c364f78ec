package dev.uprev.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.archive.ArchiveHeader;
import dev.uprev.archive.ArchiveSettings;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.ItemWriter;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path temp;

    private Path archive;

    @BeforeEach
    void writeAnArchive() {
        archive = temp.resolve("dump");
        ArchiveHeader header =
                new ArchiveHeader(DatabaseEngine.POSTGRESQL, Version.parse("13.23"), "test", NOW, new TreeMap<>());
        ArchiveSettings settings = ArchiveSettings.defaults().withFsync(false);
        try (ArchiveWriter writer = ArchiveWriter.create(archive, header, settings, Clock.fixed(NOW, ZoneOffset.UTC))) {
            try (ItemWriter item = writer.begin("table-data", "shop", 1)) {
                byte[] rows = "1\tone\n2\ttwo\n".repeat(5000).getBytes(java.nio.charset.StandardCharsets.UTF_8);
                item.write(rows, 0, rows.length);
                item.complete(10_000, new TreeMap<>());
            }
            writer.finish();
        }
    }

    @Test
    void aWholeArchiveEndsWith0() {
        CommandLineResult result = CommandLineResult.of("check", archive.toString());
        assertThat(result.exit()).isEqualTo(0);
        assertThat(result.out()).contains("whole").contains("PostgreSQL 13.23").contains("1 items");
    }

    @Test
    void oneChangedByteEndsWith1AndNamesTheFile() throws IOException {
        Path data = dataFile();
        byte[] bytes = Files.readAllBytes(data);
        bytes[bytes.length / 2] ^= 1;
        Files.write(data, bytes);

        CommandLineResult result = CommandLineResult.of("check", archive.toString());
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).contains("do not restore from this archive");
    }

    @Test
    void aFileCutShortEndsWith1() throws IOException {
        Path data = dataFile();
        byte[] bytes = Files.readAllBytes(data);
        Files.write(data, java.util.Arrays.copyOf(bytes, bytes.length - 10));

        assertThat(CommandLineResult.of("check", archive.toString()).exit()).isEqualTo(1);
    }

    @Test
    void whatIsNoArchiveEndsWith1AndIsSaidInOneMessage() {
        CommandLineResult result =
                CommandLineResult.of("check", temp.resolve("nothing").toString());
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out() + result.err()).contains("nothing").doesNotContain("\tat ");
    }

    /** The largest file that is not the manifest. */
    private Path dataFile() throws IOException {
        try (Stream<Path> files = Files.walk(archive)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("manifest"))
                    .max(java.util.Comparator.comparing(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }
}
