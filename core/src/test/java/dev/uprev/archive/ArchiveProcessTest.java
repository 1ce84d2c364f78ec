package dev.uprev.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives and other processes: one that is killed, and one with little memory. */
class ArchiveProcessTest {
    @TempDir
    Path temp;

    /** Killed at some moment, again and again, while it holds the lock and writes without a pause. */
    @Test
    void goesOnAfterTheWriterWasKilled() throws Exception {
        Path directory = temp.resolve("dump");
        for (int round = 1; round <= 3; round++) {
            int before = complete(directory);
            Process process = fork(List.of(), EndlessDump.class, directory.toString());
            try {
                awaitItems(directory, before + 20, process);
                assertThatThrownBy(() -> Archives.resume(directory).close()).hasMessageContaining("another writer");
            } finally {
                process.destroyForcibly().waitFor();
            }
            assertThat(complete(directory)).isGreaterThanOrEqualTo(before + 20);
        }
        try (ArchiveWriter writer = Archives.resume(directory)) {
            assertThat(writer.completed()).extracting(ArchiveEntry::name).doesNotHaveDuplicates();
            writer.finish();
        }
        assertThat(ArchiveCheck.check(directory, 2)).isEmpty();
    }

    /** Several hundred megabytes and three items at a time, in a heap of 64 MB with 64 MB beside it. */
    @Test
    void needsLittleMemoryForMuchData() throws Exception {
        Process process =
                fork(List.of("-Xmx64m"), LargeDump.class, temp.resolve("dump").toString());
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("read again: " + LargeDump.TOTAL);
    }

    private static int complete(Path directory) {
        if (ArchiveCheck.state(directory) == ArchiveState.ABSENT) {
            return 0;
        }
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            return reader.entries().size();
        }
    }

    private static void awaitItems(Path directory, int count, Process process) throws InterruptedException {
        while (!Files.exists(directory.resolve("manifest.jsonl")) || complete(directory) == 0) {
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(5);
        }
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            while (reader.entries().size() < count) {
                assertThat(process.isAlive()).isTrue();
                Thread.sleep(5);
            }
        }
    }

    private static Process fork(List<String> options, Class<?> main, String argument) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), argument));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Dumps tables until it is killed. */
    static final class EndlessDump {
        private EndlessDump() {}

        public static void main(String[] arguments) {
            Path directory = Path.of(arguments[0]);
            boolean begin = ArchiveCheck.state(directory) == ArchiveState.ABSENT;
            try (ArchiveWriter writer = begin ? Archives.create(directory) : Archives.resume(directory)) {
                for (int i = writer.completed().size(); true; i++) {
                    Archives.write(writer, "t" + i, 6000);
                }
            }
        }
    }

    /** Writes tables with default settings, checks the archive and reads them again. */
    static final class LargeDump {
        static final long TABLES = 3;
        static final long TOTAL = TABLES * 1600 * (100L << 10);

        private LargeDump() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            ArchiveSettings settings = ArchiveSettings.defaults().withFsync(false);
            byte[] rows = Archives.bytes("rows", 100 << 10);
            try (ArchiveWriter writer = ArchiveWriter.create(directory, Archives.HEADER, settings, Archives.CLOCK)) {
                List<ItemWriter> items = new ArrayList<>();
                for (int i = 0; i < TABLES; i++) {
                    items.add(writer.begin("table", "t" + i, 0));
                }
                for (int chunk = 0; chunk < 1600; chunk++) {
                    // Else all but the first frame would be the same, and shrink to nothing.
                    rows[chunk % rows.length]++;
                    items.forEach(item -> item.write(rows, 0, rows.length));
                }
                items.forEach(item -> item.complete(1, new TreeMap<>()));
                writer.finish();
            }
            ArchiveCheck.verify(directory, 2);
            long total = 0;
            try (ArchiveReader reader = ArchiveReader.open(directory)) {
                for (ArchiveEntry entry : reader.entries()) {
                    try (ItemReader item = reader.read(entry)) {
                        while (item.next()) {
                            total += item.length();
                        }
                    }
                }
            }
            System.out.println("read again: " + total + ", stored " + size(directory));
        }

        private static long size(Path directory) throws IOException {
            long size = 0;
            for (Path file : ArchiveLayout.list(directory.resolve("data"))) {
                size += Files.size(file);
            }
            return size;
        }
    }
}
