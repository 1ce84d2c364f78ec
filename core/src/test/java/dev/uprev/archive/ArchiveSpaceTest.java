package dev.uprev.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.uprev.error.UpgradeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveSpaceTest {
    @TempDir
    Path temp;

    @Test
    void refusesToBeginWithoutRoomForTheEstimate() {
        AtomicLong free = new AtomicLong(1000);
        Path directory = temp.resolve("dump");
        ArchiveSettings settings = Archives.SETTINGS.withReserveBytes(100);
        try (ArchiveWriter writer =
                ArchiveWriter.create(directory, Archives.HEADER, settings, Archives.CLOCK, path -> free::get)) {
            writer.requireSpace(900);
            assertDiskFull(() -> writer.requireSpace(901))
                    .hasMessageContaining("\"" + directory + "\"")
                    .hasMessageContaining("901 bytes are needed, 1000 are free and 100")
                    .hasMessageContaining("fix: free 1001 bytes");
        }
        free.set(99);
        assertDiskFull(() -> ArchiveWriter.resume(directory, settings, Archives.CLOCK, path -> free::get));
        free.set(100);
        ArchiveWriter.resume(directory, settings, Archives.CLOCK, path -> free::get)
                .close();
    }

    @Test
    void stopsBeforeTheReserveIsTouchedAndGoesOnLater() {
        AtomicLong free = new AtomicLong(1 << 20);
        Path directory = temp.resolve("dump");
        ArchiveSettings settings = Archives.SETTINGS.withReserveBytes(1 << 16);
        try (ArchiveWriter writer =
                ArchiveWriter.create(directory, Archives.HEADER, settings, Archives.CLOCK, path -> free::get)) {
            Archives.write(writer, "a", 5000);
            ItemWriter item = writer.begin("table", "b", 0);
            item.write(new byte[5000], 0, 5000);
            free.set(1 << 16);
            assertDiskFull(() -> item.write(new byte[5000], 0, 5000));
            assertThatThrownBy(() -> item.complete(1, new TreeMap<>())).hasMessageContaining("begin it anew");
            assertThat(ArchiveLayout.list(directory.resolve("data"))).hasSize(1);
        }
        free.set(1 << 20);
        finish(directory, settings);
    }

    /** A file system of two megabytes, really full. */
    @Test
    void saysSoWhenTheDiskIsReallyFullAndGoesOnLater() throws Exception {
        Path mount = Files.createDirectory(temp.resolve("small"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", mount.toString()), "may not mount a tmpfs here");
        try {
            Path directory = mount.resolve("dump");
            ArchiveSettings settings = Archives.SETTINGS.withReserveBytes(0);
            byte[] noise = new byte[1 << 16];
            new Random(5).nextBytes(noise);
            try (ArchiveWriter writer = ArchiveWriter.create(
                    directory, Archives.HEADER, settings, Archives.CLOCK, path -> () -> 1L << 40)) {
                Archives.write(writer, "a", 5000);
                try (ItemWriter item = writer.begin("table", "b", 0)) {
                    assertDiskFull(() -> {
                        for (int i = 0; i < 64; i++) {
                            item.write(noise, 0, noise.length);
                        }
                    });
                }
                Archives.write(writer, "c", 5000);
                fill(mount.resolve("ballast"));
                TreeMap<String, String> large = new TreeMap<>();
                large.put("columns", "x".repeat(10_000));
                assertDiskFull(() -> writer.begin("table", "empty", 0).complete(0, large));
                assertThatThrownBy(() -> writer.begin("table", "d", 0).complete(0, new TreeMap<>()))
                        .hasMessageContaining("its manifest could not be written before");
            }
            Files.delete(mount.resolve("ballast"));
            try (ArchiveReader reader = ArchiveReader.open(directory)) {
                assertThat(reader.entries()).extracting(ArchiveEntry::name).containsExactly("a", "c");
            }
            finish(directory, settings);
        } finally {
            run("umount", "-l", mount.toString());
        }
    }

    private static void fill(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            byte[] page = new byte[4096];
            while (true) {
                out.write(page);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("space");
        }
    }

    private static void finish(Path directory, ArchiveSettings settings) {
        try (ArchiveWriter writer = ArchiveWriter.resume(directory, settings, Archives.CLOCK)) {
            Archives.write(writer, "b", 5000);
            writer.finish();
        }
        assertThat(ArchiveCheck.check(directory, 1)).isEmpty();
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertDiskFull(
            ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        UpgradeException.class, e -> assertThat(e.code()).isEqualTo("disk-full"));
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
