package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.ItemKey;
import dev.uprev.archive.ItemWriter;
import dev.uprev.digest.Xxh64Stream;
import dev.uprev.error.UpgradeException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Items that are made anew by every attempt of a dump, since they are small and there is no telling whether they have
 * changed: each is made as a file first, and where an earlier attempt has left an item of the same content, that one
 * stays, so that a restore which has read it already need not begin again. Thread-safe.
 */
final class SmallItems {
    private static final String DIGEST = "digest";

    private final ArchiveWriter archive;
    private final Path workDirectory;

    SmallItems(ArchiveWriter archive, Path workDirectory) {
        this.archive = archive;
        this.workDirectory = workDirectory;
    }

    /** Makes the content. */
    @FunctionalInterface
    interface Content {
        /** Writes the file and tells how many records it has. */
        long write(Path file) throws Exception;
    }

    /** Tells what the content is, as far as it matters. */
    @FunctionalInterface
    interface Digest {
        String of(Path file) throws IOException;
    }

    /** Gives records to be written. */
    @FunctionalInterface
    interface Records<T> {
        void give(Consumer<T> sink) throws Exception;
    }

    /** Makes an item of JSON lines. */
    <T> void lines(String kind, String name, Class<T> type, Records<T> records) throws Exception {
        JsonLines<T> format = new JsonLines<>(type);
        put(
                kind,
                name,
                file -> {
                    AtomicLong count = new AtomicLong();
                    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                        records.give(line -> {
                            write(out, format.encode(line), file);
                            count.incrementAndGet();
                        });
                    } catch (IOException e) {
                        throw failed(file, e);
                    }
                    return count.get();
                },
                SmallItems::digest);
    }

    /** Makes an item. */
    void put(String kind, String name, Content content, Digest digest) throws Exception {
        Path file = Files.createTempFile(workDirectory, "dump-" + kind + "-", "");
        try {
            long count = content.write(file);
            String sum = digest.of(file);
            ItemKey key = new ItemKey(kind, name, 0);
            List<ArchiveEntry> earlier = archive.completed().stream()
                    .filter(entry -> entry.key().equals(key))
                    .toList();
            boolean same = earlier.stream()
                    .anyMatch(entry -> sum.equals(entry.metadata().get(DIGEST)));
            if (!same) {
                archive.discard(earlier.stream().map(ArchiveEntry::key).toList());
                store(key, file, count, sum);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void store(ItemKey key, Path file, long count, String sum) throws IOException {
        try (ItemWriter item = archive.begin(key.kind(), key.name(), key.part());
                InputStream in = Files.newInputStream(file)) {
            byte[] bytes = new byte[1 << 16];
            for (int some = in.read(bytes); some > 0; some = in.read(bytes)) {
                item.write(bytes, 0, some);
            }
            item.complete(count, new TreeMap<>(Map.of(DIGEST, sum)));
        }
    }

    private static String digest(Path file) throws IOException {
        Xxh64Stream hash = new Xxh64Stream();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = new byte[1 << 16];
            for (int some = in.read(bytes); some > 0; some = in.read(bytes)) {
                hash.update(bytes, 0, some);
            }
        }
        return HexFormat.of().toHexDigits(hash.value());
    }

    private static void write(OutputStream out, byte[] bytes, Path file) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static UpgradeException failed(Path file, IOException cause) {
        return UpgradeException.failed("work-directory-io", "cannot write a file of the run")
                .seen(file)
                .why(String.valueOf(cause.getMessage()))
                .cause(cause)
                .fix("make room on its file system, and resume");
    }
}
