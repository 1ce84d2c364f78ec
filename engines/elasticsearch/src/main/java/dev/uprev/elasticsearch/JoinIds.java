package dev.uprev.elasticsearch;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ItemReader;
import dev.uprev.digest.Xxh64;
import dev.uprev.error.UpgradeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for parents and children of one id: with mapping types they were two documents, in a join one would take the
 * place of the other. Whatever their number, some megabytes are held.
 */
final class JoinIds {
    private static final int BODY_BYTES = 1 << 20;

    /** So many ids are looked at at a time, about. */
    private static final int HELD = 1 << 19;

    /** Those of a hash; the others tell the type. */
    private static final long HASH_BITS = ~0xFFL;

    private static final int NAMED = 5;

    private final ArchiveReader archive;
    private final String index;
    private final List<String> types;

    /** @param types of one family */
    JoinIds(ArchiveReader archive, String index, List<String> types) {
        this.archive = archive;
        this.index = index;
        this.types = types;
    }

    private interface Taker {
        void take(int type, String id);
    }

    /** @throws UpgradeException {@code join-ids-equal} */
    void requireDistinct() {
        Set<Long> candidates = candidates();
        if (candidates.isEmpty()) {
            return;
        }
        Map<String, Integer> seen = new HashMap<>();
        Set<String> equal = new TreeSet<>();
        each((type, id) -> {
            if (candidates.contains(hash(id)) && seen.merge(id, type, (one, other) -> one) != type) {
                equal.add(id);
            }
        });
        if (!equal.isEmpty()) {
            throw UpgradeException.failed(
                            "join-ids-equal", "parents and children of " + index + " cannot become a join")
                    .seen("_id " + String.join(", ", equal.stream().limit(NAMED).toList()))
                    .why("documents of several of the mapping types " + String.join(", ", types)
                            + " have the same id; without types one would take the place of the other")
                    .fix("give those of one type other ids on the source, or leave the index out by the option "
                            + ElasticsearchOptions.EXCLUDE);
        }
    }

    /** Hashes that ids of several types have; some are enough. */
    private Set<Long> candidates() {
        long all = entries().stream().mapToLong(ArchiveEntry::items).sum();
        long passes = all / HELD + 1;
        Set<Long> candidates = new TreeSet<>();
        for (long i = 0; i < passes && candidates.size() < HELD / passes / NAMED; i++) {
            long pass = i;
            Hashes held = new Hashes();
            each((type, id) -> {
                long hash = hash(id);
                if (Long.remainderUnsigned(hash >>> Byte.SIZE, passes) == pass) {
                    held.add(hash | type);
                }
            });
            held.addEqual(candidates);
        }
        return candidates;
    }

    private static long hash(String id) {
        return Xxh64.hash(id.getBytes(StandardCharsets.UTF_8)) & HASH_BITS;
    }

    private List<ArchiveEntry> entries() {
        List<ArchiveEntry> entries = new ArrayList<>(archive.entries());
        entries.removeIf(entry -> !entry.kind().equals(DocumentItems.KIND)
                || !DocumentSet.of(entry.name()).index().equals(index)
                || !types.contains(DocumentSet.of(entry.name()).type()));
        return entries;
    }

    private void each(Taker taker) {
        for (ArchiveEntry entry : entries()) {
            int type = types.indexOf(DocumentSet.of(entry.name()).type());
            try (ItemReader item = archive.read(entry)) {
                BulkBody body = new BulkBody(item, BODY_BYTES);
                while (body.next()) {
                    body.large()
                            .ifPresent(
                                    large -> taker.take(type, large.document().id()));
                    for (int i = 0; i < body.count(); i++) {
                        taker.take(type, body.document(i).id());
                    }
                }
            }
        }
    }

    /** Hashes of ids, each with the number of its type in its last bits. */
    private static final class Hashes {
        private long[] all = new long[HELD];
        private int count;

        void add(long hash) {
            if (count == all.length) {
                all = Arrays.copyOf(all, 2 * count);
            }
            all[count++] = hash;
        }

        void addEqual(Set<Long> equal) {
            Arrays.sort(all, 0, count);
            for (int i = 1; i < count; i++) {
                if (all[i] != all[i - 1] && (all[i] & HASH_BITS) == (all[i - 1] & HASH_BITS)) {
                    equal.add(all[i] & HASH_BITS);
                }
            }
        }
    }
}
