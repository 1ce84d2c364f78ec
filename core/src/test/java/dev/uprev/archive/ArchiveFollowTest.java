package dev.uprev.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveFollowTest {
    private static final int ITEMS = 60;

    @TempDir
    Path temp;

    @Test
    void givesEachItemOnceWhileAnotherThreadWrites() throws Exception {
        Path directory = temp.resolve("dump");
        ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (ArchiveWriter writer = Archives.create(directory);
                ArchiveReader reader = ArchiveReader.open(directory)) {
            ArchiveFollower follower = reader.follow(new Cancellation(), Optional::empty);
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                futures.add(threads.submit(() -> {
                    for (Optional<ArchiveEntry> next = follower.next(); next.isPresent(); next = follower.next()) {
                        ArchiveEntry entry = next.get();
                        byte[] expected = Archives.bytes(entry.name(), Math.toIntExact(entry.rawBytes()));
                        assertThat(Archives.read(reader, entry)).isEqualTo(expected);
                        seen.add(entry.name());
                    }
                }));
            }
            futures.add(threads.submit(() -> {
                for (int i = 0; i < ITEMS; i++) {
                    Archives.write(writer, "t" + i, i * 300);
                }
                writer.finish();
            }));
            for (Future<?> future : futures) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(seen).hasSize(ITEMS).doesNotHaveDuplicates();
    }

    /** A line that is still being written is no line: the manifest grows by one byte at each look. */
    @Test
    void waitsForTheEndOfALine() throws IOException {
        Path directory = Archives.finished(temp.resolve("dump"));
        Path manifest = directory.resolve("manifest.jsonl");
        byte[] whole = Files.readAllBytes(manifest);
        int[] length = {0};
        Files.write(manifest, new byte[0]);
        List<String> seen = new ArrayList<>();
        try (ArchiveReader reader = new ArchiveReader(new ArchiveLayout(directory))) {
            ArchiveFollower follower = reader.follow(() -> append(manifest, whole, length[0]++));
            follower.next().ifPresent(entry -> seen.add(entry.name()));
            assertThat(length[0]).isEqualTo(endOfLine(whole, 2));
            for (Optional<ArchiveEntry> next = follower.next(); next.isPresent(); next = follower.next()) {
                seen.add(next.get().name());
            }
        }
        assertThat(seen).containsExactly("orders", "customers", "nothing");
        assertThat(length[0]).isEqualTo(whole.length);
    }

    @Test
    void endsWhenCancelled() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        assertFollowingFails("cancelled", cancellation, Optional.empty());
    }

    @Test
    void endsWithTheFailureOfTheWriter() {
        UpgradeException failure =
                UpgradeException.failed("disk-full", "no room").fix("make room");
        assertFollowingFails("disk-full", new Cancellation(), Optional.of(failure));
    }

    private void assertFollowingFails(String code, Cancellation cancellation, Optional<UpgradeException> failure) {
        Path directory = temp.resolve("dump");
        try (ArchiveWriter writer = Archives.create(directory);
                ArchiveReader reader = ArchiveReader.open(directory)) {
            Archives.write(writer, "a", 10);
            ArchiveFollower follower = reader.follow(cancellation, () -> failure);
            assertThat(follower.next()).isPresent();
            assertThatThrownBy(follower::next)
                    .isInstanceOfSatisfying(
                            UpgradeException.class, e -> assertThat(e.code()).isEqualTo(code));
        }
    }

    @Test
    void endsWhenInterruptedAndStaysInterrupted() {
        Path directory = temp.resolve("dump");
        try (ArchiveWriter writer = Archives.create(directory);
                ArchiveReader reader = ArchiveReader.open(directory)) {
            Thread.currentThread().interrupt();
            ArchiveFollower follower = reader.follow(new Cancellation(), Optional::empty);
            assertThatThrownBy(follower::next).hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(writer.completed()).isEmpty();
        }
    }

    @Test
    void doesNotGiveWhatWasDiscardedAndSaysWhenItIsTooLate() {
        Path directory = temp.resolve("dump");
        ItemKey a = new ItemKey("table", "a", 0);
        ItemKey b = new ItemKey("table", "b", 0);
        try (ArchiveWriter writer = Archives.create(directory);
                ArchiveReader reader = ArchiveReader.open(directory)) {
            ArchiveFollower follower = reader.follow(new Cancellation(), Optional::empty);
            Archives.write(writer, "a", 10);
            Archives.write(writer, "b", 10);
            writer.discard(List.of(a));
            assertThat(follower.next().orElseThrow().key()).isEqualTo(b);
            writer.discard(List.of(b));
            assertThatThrownBy(follower::next)
                    .isInstanceOfSatisfying(
                            UpgradeException.class, e -> assertThat(e.code()).isEqualTo("archive-item-discarded"));
        }
    }

    private static void append(Path file, byte[] whole, int at) {
        try {
            Files.write(file, Arrays.copyOfRange(whole, at, at + 1), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int endOfLine(byte[] text, int line) {
        int lines = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n' && ++lines == line) {
                return i + 1;
            }
        }
        return -1;
    }
}
