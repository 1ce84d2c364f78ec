package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.ItemKey;
import dev.uprev.archive.ItemReader;
import dev.uprev.archive.ItemWriter;
import dev.uprev.digest.Xxh64;
import dev.uprev.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Items of the archive that are one value of JSON, held in memory as a whole. */
final class JsonItem {
    private static final String HASH = "hash";

    private JsonItem() {}

    /**
     * Writes an item, unless an earlier attempt has written the same.
     *
     * @param count how many things are in it
     * @param replacing what to do before another one of that name, which an earlier attempt has written, is discarded
     * @return whether it was written
     */
    static boolean write(
            ArchiveWriter archive, String kind, String name, Object value, long count, Runnable replacing) {
        byte[] content = Json.write(value).getBytes(StandardCharsets.UTF_8);
        String hash = Long.toHexString(Xxh64.hash(content));
        ItemKey key = new ItemKey(kind, name, 0);
        Optional<ArchiveEntry> former = archive.completed().stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst();
        if (former.isPresent() && hash.equals(former.get().metadata().get(HASH))) {
            return false;
        }
        if (former.isPresent()) {
            replacing.run();
            archive.discard(List.of(key));
        }
        try (ItemWriter item = archive.begin(kind, name, 0)) {
            item.write(content, 0, content.length);
            TreeMap<String, String> metadata = new TreeMap<>();
            metadata.put(HASH, hash);
            item.complete(count, metadata);
        }
        return true;
    }

    static JsonNode read(ArchiveReader archive, ArchiveEntry entry) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try (ItemReader item = archive.read(entry)) {
            while (item.next()) {
                content.write(item.buffer(), 0, item.length());
            }
        }
        try {
            return Json.mapper().readTree(content.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("an item of the archive is not JSON: " + entry.key(), e);
        }
    }
}
