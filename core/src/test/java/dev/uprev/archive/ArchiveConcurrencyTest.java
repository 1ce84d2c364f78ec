package dev.uprev.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveConcurrencyTest {
    @TempDir
    Path temp;

    @Test
    void takesManyItemsFromManyThreads() throws Exception {
        int items = 400;
        Path directory = temp.resolve("dump");
        try (ArchiveWriter writer = Archives.create(directory)) {
            inParallel(
                    6,
                    IntStream.range(0, items)
                            .mapToObj(i -> (Callable<ArchiveEntry>) () -> Archives.write(writer, "t" + i, i * 37))
                            .toList());
            assertThat(writer.completed()).hasSize(items);
            writer.finish();
        }
        assertThat(ArchiveCheck.check(directory, 4)).isEmpty();
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            inParallel(
                    6,
                    reader.entries().stream()
                            .map(entry -> (Callable<Boolean>) () -> {
                                byte[] expected = Archives.bytes(entry.name(), Math.toIntExact(entry.rawBytes()));
                                assertThat(Archives.read(reader, entry)).isEqualTo(expected);
                                return true;
                            })
                            .toList());
        }
    }

    /** A worker that is stopped by an interrupt takes its own item with it and nobody else's, nor the manifest. */
    @Test
    void survivesAnInterruptedWorker() throws Exception {
        Path directory = temp.resolve("dump");
        try (ArchiveWriter writer = Archives.create(directory)) {
            ItemWriter other = writer.begin("table", "other", 0);
            other.write(new byte[10_000], 0, 10_000);
            Thread worker = new Thread(() -> {
                Thread.currentThread().interrupt();
                try {
                    Archives.write(writer, "stopped", 10_000);
                } catch (RuntimeException e) {
                    assertThat(e).hasMessageContaining("interrupted");
                }
            });
            worker.start();
            worker.join();
            other.complete(1, new java.util.TreeMap<>());
            writer.finish();
            assertThat(writer.completed()).extracting(ArchiveEntry::name).containsExactly("other");
        }
        assertThat(ArchiveCheck.check(directory, 1)).isEmpty();
    }

    /** As in a database of a few thousand small tables, many of them empty. */
    @Test
    void takesThousandsOfSmallItems() {
        int items = 4000;
        Path directory = temp.resolve("dump");
        try (ArchiveWriter writer = Archives.create(directory)) {
            for (int i = 0; i < items; i++) {
                Archives.write(writer, "t" + i, i % 4 * 50);
            }
            writer.finish();
        }
        ArchiveCheck.verify(directory, 2);
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            List<ArchiveEntry> entries = reader.entries();
            assertThat(entries).hasSize(items);
            assertThat(ArchiveLayout.list(directory.resolve("data"))).hasSize(items * 3 / 4);
            for (ArchiveEntry entry : entries) {
                assertThat(Archives.read(reader, entry)).hasSize(Math.toIntExact(entry.rawBytes()));
            }
        }
    }

    private static <T> void inParallel(int threads, List<Callable<T>> tasks) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            for (Future<T> future : new ArrayList<>(executor.invokeAll(tasks))) {
                future.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
