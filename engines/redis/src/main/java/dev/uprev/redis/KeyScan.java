package dev.uprev.redis;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The keys of a database, in the order of SCAN, each with its size and with how it was used. What is needed next is
 * asked together with what is asked of the keys before, so that nobody waits: {@link #ask} collects commands, and
 * {@link #read} reads their replies. For one thread.
 */
final class KeyScan {
    /** Two batches: while one of them is on its way, the next page is looked for. */
    private static final int PAGE = 1024;

    private static final int BATCH = PAGE / 2;
    private static final long BATCH_BYTES = 4L << 20;

    /**
     * A key that SCAN has named.
     *
     * @param size about how many bytes it takes
     * @param recency see {@link Recency}; {@link RecordWriter#NOT_ASKED} where that is not known
     * @param attempts how often it was fetched in vain
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared with another
    record Found(byte[] key, long size, long recency, int attempts) {
        Found again() {
            return new Found(key, size, recency, attempts + 1);
        }
    }

    /** What was asked at a time: the sizes of these keys, and perhaps for the next ones. */
    record Asked(List<byte[]> sizes, boolean scan) {
        boolean isNothing() {
            return sizes.isEmpty() && !scan;
        }
    }

    private final RespConnection server;
    private final KeySizes sizes;
    private final Recency recency;
    private final Deque<Found> found = new ArrayDeque<>();
    private List<byte[]> unsized = new ArrayList<>();
    private String cursor;
    private boolean asking;
    private boolean ended;

    /** @param cursor where to begin */
    KeyScan(RespConnection server, KeySizes sizes, Recency recency, String cursor) {
        this.server = server;
        this.sizes = sizes;
        this.recency = recency;
        this.cursor = cursor;
    }

    /** Behind all keys that were found so far; 0 when there are no more. */
    String cursor() {
        return cursor;
    }

    /**
     * Collects the next commands.
     *
     * @param more whether to ask for keys beyond those that SCAN has named
     */
    Asked ask(boolean more) {
        List<byte[]> keys = unsized;
        unsized = new ArrayList<>();
        for (byte[] key : keys) {
            if (recency != Recency.NONE) {
                // Before everything else, which may be a use of the key.
                server.command("OBJECT", recency.word(), key);
            }
            sizes.ask(server, key);
        }
        boolean scan = more && !asking && !ended && found.size() < PAGE;
        if (scan) {
            server.command("SCAN", cursor, "COUNT", PAGE);
            asking = true;
        }
        return new Asked(keys, scan);
    }

    void read(Asked asked) throws IOException {
        for (byte[] key : asked.sizes()) {
            long used = recency == Recency.NONE ? RecordWriter.NOT_ASKED : recency();
            found.add(new Found(key, sizes.read(server.replies()), used, 0));
        }
        if (asked.scan()) {
            List<Reply> reply =
                    RedisErrors.require("SCAN", server.replies().reply()).list();
            cursor = reply.get(0).toString();
            reply.get(1).list().forEach(key -> unsized.add(key.content()));
            asking = false;
            ended = cursor.equals("0");
        }
    }

    /** A key that is gone by then has none. */
    private long recency() throws IOException {
        RespReader replies = server.replies();
        char type = replies.next();
        RedisErrors.require(type == ':' || type == '$', "OBJECT " + recency.word(), replies);
        return type == ':' ? replies.number() : RecordWriter.NOT_ASKED;
    }

    /** Keys that have to be fetched again; they come after those that are known by now. */
    void again(List<Found> keys) {
        found.addAll(keys);
    }

    /** The next keys to be dumped: some hundreds, or fewer where they are larger. */
    List<Found> take() {
        List<Found> batch = new ArrayList<>();
        long bytes = 0;
        while (!found.isEmpty() && batch.size() < BATCH && bytes < BATCH_BYTES) {
            Found next = found.remove();
            bytes += next.size();
            batch.add(next);
        }
        return batch;
    }
}
