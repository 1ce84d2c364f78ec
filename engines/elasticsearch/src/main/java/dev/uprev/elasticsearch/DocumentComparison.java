package dev.uprev.elasticsearch;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.digest.ContentDigest;
import dev.uprev.digest.Xxh64;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.Difference;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Differences;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Compares the documents of one index of the target with those of the dump. */
final class DocumentComparison {
    private static final int BUCKETS = 1 << 12;

    /** So many documents are held in memory at a time, by what they are compared by. */
    private static final long HELD = 100_000;

    /** Items of the archive, and what is added to their documents. */
    record Source(ArchiveEntry entry, Optional<SourceEdit> edit) {}

    private final StepContext context;
    private final DumpedDocuments dumped;
    private final Cluster target;
    private final TargetIndices.Destination index;
    private final List<Source> sources;
    private final Differences differences;

    DocumentComparison(
            StepContext context,
            ArchiveReader archive,
            Cluster target,
            TargetIndices.Destination index,
            List<Source> sources,
            Differences differences) {
        this.context = context;
        this.dumped = new DumpedDocuments(archive);
        this.target = target;
        this.index = index;
        this.sources = sources;
        this.differences = differences;
    }

    /** Compares, and names the first documents that differ; how many the dump has. */
    long compare(VerificationLevel level) throws Exception {
        long documents =
                sources.stream().mapToLong(source -> source.entry().items()).sum();
        if (target.find(Paths.of(index.index())).isEmpty()) {
            return documents; // the comparison of definitions has said so
        }
        target.call(Call.of("POST", Paths.of(index.index(), "_refresh")));
        boolean same = level == VerificationLevel.CONTENT
                ? ofTarget().equals(ofDump())
                : target.get(Paths.of(index.index(), "_count")).path("count").asLong() == documents;
        if (!same) {
            // Where somebody wrote to the source, the dump has former versions too: only a look at each one tells.
            name();
        }
        return documents;
    }

    private ContentDigest ofTarget() throws Exception {
        ContentDigest digest = new ContentDigest();
        eachOfTarget(documents -> documents.forEach(document -> digest.add(document.hash())));
        return digest;
    }

    private ContentDigest ofDump() throws IOException {
        ContentDigest digest = new ContentDigest();
        for (Source source : sources) {
            if (source.edit().isPresent()) {
                dumped.of(source.entry(), source.edit()).all().forEach(document -> digest.add(document.hash()));
            } else {
                digest.combine(ContentDigest.parse(source.entry().metadata().getOrDefault(DocumentItems.DIGEST, "")));
            }
        }
        return digest;
    }

    private void name() throws Exception {
        ContentDigest[] source = buckets();
        ContentDigest[] found = buckets();
        eachOfDump(documents -> documents.forEach(document -> source[bucket(document)].add(document.hash())));
        eachOfTarget(documents -> documents.forEach(document -> found[bucket(document)].add(document.hash())));
        BitSet some = new BitSet();
        long held = 0;
        for (int i = 0; i < BUCKETS; i++) {
            if (!source[i].equals(found[i])) {
                some.set(i);
                held += source[i].count();
            }
            if (held > HELD || i == BUCKETS - 1) {
                name(some);
                some.clear();
                held = 0;
            }
            if (differences.count() > Differences.NAMED) {
                return;
            }
        }
    }

    private static ContentDigest[] buckets() {
        ContentDigest[] buckets = new ContentDigest[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) {
            buckets[i] = new ContentDigest();
        }
        return buckets;
    }

    private static int bucket(HashedDocuments.Hashed document) {
        return (int) (Xxh64.hash(document.key().getBytes(StandardCharsets.UTF_8)) & (BUCKETS - 1));
    }

    /** Names what differs in some buckets. */
    private void name(BitSet buckets) throws Exception {
        if (buckets.isEmpty()) {
            return;
        }
        Map<String, HashedDocuments.Hashed> expected = new HashMap<>();
        eachOfDump(documents -> documents.stream()
                .filter(document -> buckets.get(bucket(document)))
                .forEach(document -> expected.merge(
                        document.key(), document, (one, other) -> other.version() >= one.version() ? other : one)));
        eachOfTarget(documents -> documents.stream()
                .filter(document -> buckets.get(bucket(document)))
                .forEach(document -> compare(Optional.ofNullable(expected.remove(document.key())), document)));
        expected.values().forEach(document -> differ(document, "document", "present", "missing"));
    }

    private void compare(Optional<HashedDocuments.Hashed> expected, HashedDocuments.Hashed found) {
        if (expected.isEmpty()) {
            differ(found, "document", "missing", "present");
        } else if (expected.get().version() != found.version()) {
            differ(found, "version", String.valueOf(expected.get().version()), String.valueOf(found.version()));
        } else if (expected.get().hash() != found.hash()) {
            differ(found, "content", Long.toHexString(expected.get().hash()), Long.toHexString(found.hash()));
        }
    }

    private void differ(HashedDocuments.Hashed document, String aspect, String source, String found) {
        differences.add(new Difference("index " + index.index() + ", _id " + document.key(), aspect, source, found));
    }

    private void eachOfDump(Consumer<List<HashedDocuments.Hashed>> taker) throws IOException {
        for (Source source : sources) {
            context.cancellation().check();
            taker.accept(dumped.of(source.entry(), source.edit()).all());
        }
    }

    private void eachOfTarget(Consumer<List<HashedDocuments.Hashed>> taker) throws Exception {
        Object lock = new Object();
        new LiveDocuments(context, target).read(new DocumentSet(index.index(), index.type()), documents -> {
            synchronized (lock) {
                taker.accept(documents);
            }
        });
    }
}
