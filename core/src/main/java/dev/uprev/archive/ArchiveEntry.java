package dev.uprev.archive;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A completed item of an archive.
 *
 * @param items records in it, as its writer counted them
 * @param rawBytes its size before compression
 * @param data where its bytes are; empty where it has none
 * @param ledger records that were read for this item and are not in it, or not as they were
 * @param metadata the engine's own facts about it, such as columns or a content digest
 */
public record ArchiveEntry(
        String kind,
        String name,
        int part,
        long items,
        long rawBytes,
        Optional<DataFile> data,
        List<LedgerEntry> ledger,
        SortedMap<String, String> metadata) {
    public ArchiveEntry {
        ledger = List.copyOf(ledger);
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
        if (items < 0 || rawBytes < 0 || data.isPresent() != rawBytes > 0) {
            throw new IllegalArgumentException("sizes of " + kind + " " + name + " contradict each other");
        }
    }

    public ItemKey key() {
        return new ItemKey(kind, name, part);
    }

    /** Bytes that it takes on disk. */
    public long storedBytes() {
        return data.map(DataFile::bytes).orElse(0L);
    }

    /**
     * The file that holds an item's frames.
     *
     * @param file path inside the archive, with forward slashes
     * @param bytes its size
     * @param frames how many frames it has
     * @param sha256 in hex; each frame's SHA-256 covers that of the frame before it, and this is the last one, which
     *     vouches for the whole file
     */
    public record DataFile(String file, long bytes, long frames, String sha256) {
        private static final Pattern FILE = Pattern.compile("data/\\d{6,18}\\.zst");
        private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

        public DataFile {
            // A manifest is input: a path out of the archive must not get through.
            if (!FILE.matcher(file).matches() || !SHA_256.matcher(sha256).matches()) {
                throw new IllegalArgumentException("not a data file of an archive: " + file);
            }
            if (bytes < 1 || frames < 1) {
                throw new IllegalArgumentException("a data file has at least one frame: " + file);
            }
        }

        /** The number in the file's name. */
        @JsonIgnore
        long number() {
            return Long.parseLong(file.substring(file.indexOf('/') + 1, file.indexOf('.')));
        }
    }
}
