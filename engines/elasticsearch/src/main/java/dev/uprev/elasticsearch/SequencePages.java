package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.error.UpgradeException;
import dev.uprev.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Documents of an index by the sequence numbers of their last changes, a page at a time, each by a search of its own:
 * the server keeps nothing between them, so nothing can expire, and any page can be asked for again. Thread-safe.
 */
final class SequencePages {
    private static final int SMALLEST_PART = 20_000;
    private static final int PARTS_FOR_EACH_WORKER = 4;

    private final Cluster cluster;
    private final String index;
    private final IndexState state;
    private final PageSize size;

    SequencePages(Cluster cluster, String index, IndexState state) {
        this.cluster = cluster;
        this.index = index;
        this.state = state;
        this.size = new PageSize(state);
    }

    /** All documents but those, in parts for several workers. */
    List<SequenceRange> parts(List<SequenceRange> done, int workers) {
        List<SequenceRange> left = new ArrayList<>();
        state.shards()
                .forEach((number, shard) -> left.addAll(new SequenceRange(number, 0, shard.last() + 1).without(done)));
        long all = left.stream().mapToLong(SequenceRange::length).sum();
        long part = Math.max(SMALLEST_PART, all / PARTS_FOR_EACH_WORKER / workers);
        return left.stream().flatMap(range -> range.cut(part).stream()).toList();
    }

    /** What is needed to read a part of a shard, by one thread. */
    Density density(SequenceRange range) {
        return new Density(Objects.requireNonNull(state.shards().get(range.shard())));
    }

    /**
     * Reads the first documents of a part, a page of them, and tells where to go on.
     *
     * @throws UpgradeException what {@link Patience} knows; some documents may have been handed on by then
     */
    long read(SequenceRange part, Density density, SearchAnswer.Documents documents) {
        try {
            while (true) {
                long end = Math.min(part.to(), part.from() + density.numbers(size.documents()));
                if (isRead(new SequenceRange(part.shard(), part.from(), end), density, documents)) {
                    return end;
                }
            }
        } catch (UpgradeException e) {
            size.failed();
            throw e;
        }
    }

    /** Whether all documents of the range were in one answer; if not, none was taken. */
    private boolean isRead(SequenceRange range, Density density, SearchAnswer.Documents documents) {
        int most = (int) Math.min(size.largest(), range.length());
        AtMost taker = new AtMost(most, documents);
        SearchAnswer.Page page = cluster.read(search(range, most), body -> SearchAnswer.read(body, taker));
        if (page.total() > most) {
            density.truncated(page.total(), most);
            return false;
        }
        if (page.hits() != page.total()) {
            throw UpgradeException.failed("search-incomplete", "an answer does not have all that the server has found")
                    .seen(page.hits() + " of " + page.total() + " documents of " + index)
                    .why("a shard of the index failed meanwhile")
                    .fix("see GET /_cluster/health and the server's log, then resume");
        }
        density.seen(range.length(), page.hits());
        size.seen(page.hits(), taker.bytes);
        return true;
    }

    private Call search(SequenceRange range, int most) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("size", most).put("version", true).putArray("sort").add("_doc");
        body.putObject("query")
                .putObject("bool")
                .putObject("filter")
                .putObject("range")
                .putObject("_seq_no")
                .put("gte", range.from())
                .put("lt", range.to());
        if (cluster.product().isTypeless()) {
            body.put("track_total_hits", true);
        }
        return Call.json(
                "POST", Paths.of(index, "_search") + "?preference=_shards:" + range.shard() + state.parameters(), body);
    }

    /**
     * How many numbers there are for each document: those of former versions and of deleted documents lead to none. For
     * one thread.
     */
    static final class Density {
        private static final double SPARSER = 4;
        private static final double DENSER = 0.5;
        private static final double SAFE = 0.8;

        private double numbers;

        private Density(IndexState.Shard shard) {
            numbers = Math.max(1, (double) (shard.last() + 1) / Math.max(1, shard.documents()));
        }

        private long numbers(int documents) {
            return (long) Math.max(1, numbers * documents);
        }

        private void seen(long range, long documents) {
            numbers = documents == 0 ? numbers * SPARSER : Math.max(1, (numbers + (double) range / documents) / 2);
        }

        private void truncated(long documents, int most) {
            numbers = Math.max(1, numbers * Math.min(DENSER, SAFE * most / documents));
        }
    }

    /** Documents are taken only if there are not more than fit into the answer. */
    private static final class AtMost implements SearchAnswer.Documents {
        private final int most;
        private final SearchAnswer.Documents documents;
        private long bytes;

        AtMost(int most, SearchAnswer.Documents documents) {
            this.most = most;
            this.documents = documents;
        }

        @Override
        public boolean wants(long total) {
            return total <= most;
        }

        @Override
        public void begin(Document document) throws IOException {
            documents.begin(document);
        }

        @Override
        public void take(byte[] part, int offset, int length) throws IOException {
            bytes += length;
            documents.take(part, offset, length);
        }

        @Override
        public void end() throws IOException {
            documents.end();
        }

        @Override
        public void sourceless(Document document) throws IOException {
            documents.sourceless(document);
        }
    }
}
