package dev.uprev.archive;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Version;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.TreeMap;

/** What the tests of this package share. */
final class Archives {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final ArchiveHeader HEADER = new ArchiveHeader(
                    DatabaseEngine.POSTGRESQL, Version.parse("13.23"), "test 1.0", NOW, new TreeMap<>())
            .with("databases", "shop");
    /** Small frames, so that little data makes many. */
    static final ArchiveSettings SETTINGS =
            ArchiveSettings.defaults().withFrameBytes(4096).withFsync(false);

    private Archives() {}

    static ArchiveWriter create(Path directory) {
        return ArchiveWriter.create(directory, HEADER, SETTINGS, CLOCK);
    }

    static ArchiveWriter resume(Path directory) {
        return ArchiveWriter.resume(directory, SETTINGS, CLOCK);
    }

    /** A finished archive of three tables, of three frames, of one, and of none. */
    static Path finished(Path directory) {
        try (ArchiveWriter writer = create(directory)) {
            write(writer, "orders", 9000);
            write(writer, "customers", 100);
            write(writer, "nothing", 0);
            writer.ledger(new LedgerEntry(LedgerCategory.SKIPPED, "role", "app", 1, "password not readable"));
            writer.finish();
        }
        return directory;
    }

    static ArchiveEntry write(ArchiveWriter writer, String table, int length) {
        byte[] bytes = bytes(table, length);
        try (ItemWriter item = writer.begin("table", table, 0)) {
            item.write(bytes, 0, bytes.length);
            return item.complete(length / 10, new TreeMap<>());
        }
    }

    /** Bytes that compress about as well as rows do; the same for the same name. */
    static byte[] bytes(String name, int length) {
        Random random = new Random(name.hashCode());
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i % 3 == 0 ? random.nextInt() : i % 40);
        }
        return bytes;
    }

    static byte[] read(ArchiveReader reader, ArchiveEntry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ItemReader item = reader.read(entry)) {
            while (item.next()) {
                bytes.write(item.buffer(), 0, item.length());
            }
        }
        return bytes.toByteArray();
    }
}
