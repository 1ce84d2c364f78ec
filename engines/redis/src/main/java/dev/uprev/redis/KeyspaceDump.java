package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.ItemWriter;
import dev.uprev.archive.LedgerCategory;
import dev.uprev.plan.StepContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Dumps one database of one server, page by page: the keys that SCAN gives, with their payloads and times to live. Goes
 * on where an earlier attempt has stopped, as long as the server was not started anew since: then its cursors are void.
 * For one thread.
 */
final class KeyspaceDump {
    /** Kind of the items of the archive. */
    static final String KIND = "keys";

    /** Facts of an item: the cursor behind it, 0 at the end; and in which life of the server that holds. */
    static final String CURSOR = "cursor";

    static final String RUN_ID = "run-id";

    /** Fact of an item: by how many milliseconds the source's clock was before that of this machine. */
    static final String CLOCK = "clock";

    private static final int PAGE = 512;
    private static final long ITEM_BYTES = 32L << 20;

    private final StepContext context;
    private final ArchiveWriter archive;
    private final RespConnection server;
    private final String name;
    private final String runId;

    /**
     * @param server logged in, with the database selected
     * @param name of the items, as in {@code 127.0.0.1:6379/0}
     * @param runId of the server, which changes when it is started
     */
    KeyspaceDump(StepContext context, ArchiveWriter archive, RespConnection server, String name, String runId) {
        this.context = context;
        this.archive = archive;
        this.server = server;
        this.name = name;
        this.runId = runId;
    }

    /** The number of the database that an item is of. */
    static int database(ArchiveEntry entry) {
        return Integer.parseInt(entry.name().substring(entry.name().lastIndexOf('/') + 1));
    }

    /** See {@link #CLOCK}. */
    static long clock(ArchiveEntry entry) {
        return Long.parseLong(entry.metadata().getOrDefault(CLOCK, "0"));
    }

    void run() throws IOException {
        List<ArchiveEntry> done = done();
        String cursor =
                done.isEmpty() ? "0" : done.get(done.size() - 1).metadata().getOrDefault(CURSOR, "0");
        if (!done.isEmpty() && cursor.equals("0")) {
            return;
        }
        int part = done.size();
        do {
            cursor = item(part, cursor);
            part++;
        } while (!cursor.equals("0"));
    }

    /** What an earlier attempt has completed, in order, or nothing where that is of no use any more. */
    private List<ArchiveEntry> done() {
        List<ArchiveEntry> done = archive.completed().stream()
                .filter(entry -> entry.kind().equals(KIND) && entry.name().equals(name))
                .sorted(Comparator.comparingInt(ArchiveEntry::part))
                .toList();
        if (done.stream().allMatch(entry -> runId.equals(entry.metadata().get(RUN_ID)))) {
            return done;
        }
        archive.discard(done.stream().map(ArchiveEntry::key).toList());
        return List.of();
    }

    private String item(int part, String from) throws IOException {
        try (ItemWriter item = archive.begin(KIND, name, part)) {
            RecordWriter records = new RecordWriter(item);
            String cursor = from;
            long expired = 0;
            List<byte[]> keys = new ArrayList<>();
            cursor = scan(cursor, keys);
            while (true) {
                context.cancellation().check();
                boolean last = cursor.equals("0") || item.rawBytes() >= ITEM_BYTES;
                expired += page(keys, records);
                context.progress().advance(name, keys.size());
                if (last) {
                    break;
                }
                keys.clear();
                cursor = scan(cursor, keys);
            }
            if (expired > 0) {
                item.ledger(LedgerCategory.EXPIRED, expired, "expired, or were deleted, after SCAN had named them");
            }
            SortedMap<String, String> metadata = new TreeMap<>();
            metadata.put(CURSOR, cursor);
            metadata.put(RUN_ID, runId);
            metadata.put(CLOCK, String.valueOf(ServerClock.ahead(server, context.clock())));
            item.complete(records.records(), metadata);
            return cursor;
        }
    }

    private String scan(String cursor, List<byte[]> keys) throws IOException {
        List<Reply> reply = server.call("SCAN", cursor, "COUNT", PAGE).list();
        for (Reply key : reply.get(1).list()) {
            keys.add(((Reply.Text) key).bytes());
        }
        return reply.get(0).toString();
    }

    /**
     * Asks for all keys of a page at once: first how long they live, close to the time that the server tells with it.
     *
     * @return how many are gone
     */
    private long page(List<byte[]> keys, RecordWriter records) throws IOException {
        server.command("TIME");
        for (byte[] key : keys) {
            server.command("PTTL", key);
        }
        for (byte[] key : keys) {
            server.command("DUMP", key);
        }
        server.flush();
        RespReader replies = server.replies();
        long now = ServerClock.millis(replies.reply());
        long[] expiry = new long[keys.size()];
        for (int i = 0; i < expiry.length; i++) {
            RedisErrors.require(replies.next() == ':', "PTTL", replies);
            expiry[i] = replies.number() < 0 ? 0 : now + replies.number();
        }
        long gone = 0;
        for (int i = 0; i < expiry.length; i++) {
            RedisErrors.require(replies.next() == '$', "DUMP", replies);
            if (replies.number() == RespReader.NIL) {
                gone++;
            } else {
                byte[] key = keys.get(i);
                byte[] payload = replies.bytes();
                records.begin(key, expiry[i], RecordWriter.NOT_ASKED, payload.length);
                records.payload(payload, 0, payload.length);
            }
        }
        return gone;
    }
}
