package dev.uprev.elasticsearch;

import dev.uprev.archive.ArchiveEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * A part of the documents of an index that stays the same as long as nobody writes: those of a shard whose last change
 * has a number in this range.
 *
 * @param from inclusive
 * @param to exclusive
 * @see <a href="https://www.elastic.co/docs/reference/elasticsearch/rest-apis/optimistic-concurrency-control">sequence
 *     numbers</a>
 */
record SequenceRange(int shard, long from, long to) {
    private static final String SHARD = "shard";
    private static final String FROM = "from";
    private static final String TO = "to";

    /** What an item holds. */
    static SequenceRange of(ArchiveEntry entry) {
        SortedMap<String, String> metadata = entry.metadata();
        return new SequenceRange(
                Integer.parseInt(metadata.getOrDefault(SHARD, "0")),
                Long.parseLong(metadata.getOrDefault(FROM, "0")),
                Long.parseLong(metadata.getOrDefault(TO, "0")));
    }

    void put(SortedMap<String, String> metadata) {
        metadata.put(SHARD, String.valueOf(shard));
        metadata.put(FROM, String.valueOf(from));
        metadata.put(TO, String.valueOf(to));
    }

    long length() {
        return to - from;
    }

    /** The rest of it, from this number on. */
    SequenceRange from(long number) {
        return new SequenceRange(shard, number, to);
    }

    /** What is left of it without those, which do not overlap. */
    List<SequenceRange> without(List<SequenceRange> done) {
        List<SequenceRange> left = new ArrayList<>();
        long at = from;
        for (SequenceRange range : done.stream()
                .filter(range -> range.shard == shard && range.from < to && range.to > from)
                .sorted(Comparator.comparingLong(SequenceRange::from))
                .toList()) {
            if (range.from > at) {
                left.add(new SequenceRange(shard, at, range.from));
            }
            at = Math.max(at, range.to);
        }
        if (at < to) {
            left.add(from(at));
        }
        return left;
    }

    /** In pieces of at most this length. */
    List<SequenceRange> cut(long length) {
        List<SequenceRange> pieces = new ArrayList<>();
        for (long at = from; at < to; at += length) {
            pieces.add(new SequenceRange(shard, at, Math.min(to, at + length)));
        }
        return pieces;
    }
}
