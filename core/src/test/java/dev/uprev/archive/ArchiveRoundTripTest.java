package dev.uprev.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveRoundTripTest {
    @TempDir
    Path temp;

    @Test
    void givesBackWhatWasWritten() {
        Path directory = Archives.finished(temp.resolve("dump"));
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            assertThat(reader.header()).isEqualTo(Archives.HEADER);
            assertThat(reader.isFinished()).isTrue();
            List<ArchiveEntry> entries = reader.entries();
            assertThat(entries).extracting(ArchiveEntry::name).containsExactly("orders", "customers", "nothing");
            for (ArchiveEntry entry : entries) {
                assertThat(Archives.read(reader, entry))
                        .isEqualTo(Archives.bytes(entry.name(), Math.toIntExact(entry.rawBytes())));
            }
            assertThat(entries).extracting(ArchiveEntry::rawBytes).containsExactly(9000L, 100L, 0L);
            assertThat(reader.ledger()).extracting(LedgerEntry::name).containsExactly("app");
        }
        assertThat(ArchiveCheck.check(directory, 2)).isEmpty();
        assertThat(ArchiveCheck.state(directory)).isEqualTo(ArchiveState.FINISHED);
    }

    /** One byte at a time, just under, at and over a frame, and across several. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4095, 4096, 4097, 9000, 20000})
    void packsWritesOfAnySize(int step) {
        Path directory = temp.resolve("dump");
        byte[] bytes = Archives.bytes("t", 20000);
        try (ArchiveWriter writer = Archives.create(directory);
                ItemWriter item = writer.begin("table", "t", 0)) {
            for (int at = 0; at < bytes.length; at += step) {
                item.write(bytes, at, Math.min(step, bytes.length - at));
            }
            assertThat(item.rawBytes()).isEqualTo(bytes.length);
            ArchiveEntry entry = item.complete(3, new TreeMap<>());
            assertThat(entry.data().orElseThrow().frames()).isEqualTo(5);
            assertThat(item.storedBytes()).isEqualTo(entry.storedBytes());
            try (ArchiveReader reader = ArchiveReader.open(directory)) {
                assertThat(Archives.read(reader, entry)).isEqualTo(bytes);
            }
        }
    }

    @Test
    void keepsMetadataAndTheLedgerOfAnItem() {
        TreeMap<String, String> metadata = new TreeMap<>();
        metadata.put("columns", "id, \"größe\"\n");
        Path directory = temp.resolve("dump");
        try (ArchiveWriter writer = Archives.create(directory);
                ItemWriter item = writer.begin("table", "a \"b\" \u20ac", 2)) {
            item.ledger(LedgerCategory.EXPIRED, 4, "time to live");
            item.complete(0, metadata);
        }
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            ArchiveEntry entry = reader.entries().get(0);
            assertThat(entry.key()).isEqualTo(new ItemKey("table", "a \"b\" \u20ac", 2));
            assertThat(entry.metadata()).isEqualTo(metadata);
            assertThat(reader.ledger())
                    .containsExactly(
                            new LedgerEntry(LedgerCategory.EXPIRED, "table", "a \"b\" \u20ac", 4, "time to live"));
        }
    }

    /** Standard tools can read a data file: the headers between the frames are skippable frames. */
    @Test
    void writesFilesThatPlainZstdReads() throws Exception {
        Path directory = Archives.finished(temp.resolve("dump"));
        try (var in =
                new com.github.luben.zstd.ZstdInputStream(Files.newInputStream(directory.resolve("data/000001.zst")))) {
            assertThat(in.readAllBytes()).isEqualTo(Archives.bytes("orders", 9000));
        }
    }

    @Test
    void hidesTheDumpFromOtherUsers() throws Exception {
        Path directory = Archives.finished(temp.resolve("a").resolve("dump"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
    }

    /** Small and large frames, incompressible data, the smallest and a high level. */
    @ParameterizedTest
    @ValueSource(ints = {-7, 1, 12})
    void worksAtEveryLevel(int level) {
        ArchiveSettings settings = ArchiveSettings.defaults().withLevel(level).withFrameBytes(1 << 18);
        Path directory = temp.resolve("dump");
        byte[] bytes = new byte[1_000_000];
        new java.util.Random(level).nextBytes(bytes);
        try (ArchiveWriter writer = ArchiveWriter.create(directory, Archives.HEADER, settings, Archives.CLOCK);
                ItemWriter item = writer.begin("table", "t", 0)) {
            item.write(bytes, 0, bytes.length);
            item.complete(1, new TreeMap<>());
            try (ArchiveReader reader = ArchiveReader.open(directory)) {
                assertThat(Archives.read(reader, reader.entries().get(0))).isEqualTo(bytes);
            }
        }
    }
}
