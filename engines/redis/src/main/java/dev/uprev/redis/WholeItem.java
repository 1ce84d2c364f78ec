package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.ItemReader;
import dev.uprev.archive.ItemWriter;
import java.io.ByteArrayOutputStream;
import java.util.TreeMap;

/** Small items of the archive, which are held in memory as a whole. */
final class WholeItem {
    private WholeItem() {}

    /** Keeps it, unless an earlier attempt has. */
    static void write(ArchiveWriter archive, String kind, byte[] content, long count) {
        if (count == 0
                || archive.completed().stream().anyMatch(entry -> entry.kind().equals(kind))) {
            return;
        }
        try (ItemWriter item = archive.begin(kind, kind, 0)) {
            item.write(content, 0, content.length);
            item.complete(count, new TreeMap<>());
        }
    }

    static byte[] read(ArchiveReader archive, ArchiveEntry entry) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (ItemReader item = archive.read(entry)) {
            while (item.next()) {
                content.write(item.buffer(), 0, item.length());
            }
        }
        return content.toByteArray();
    }
}
