package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.ItemWriter;
import dev.uprev.archive.LedgerCategory;
import dev.uprev.plan.StepContext;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;

/**
 * Dumps the keys of one database of one server. An item of the archive ends where a cursor of SCAN does, which stands
 * in its facts: an interrupted dump goes on from there. For one thread.
 */
final class KeyspaceDump {
    /** Kind of the items of the archive. */
    static final String KIND = "keys";

    private static final String CURSOR = "cursor";
    private static final String END = "0";
    private static final long ITEM_BYTES = 8L << 20;

    /** So many batches are on their way at a time: one is in work at the server while another is read. */
    private static final int AHEAD = 2;

    /** What was asked at a time. */
    private record Round(List<KeyScan.Found> fetched, KeyScan.Asked asked) {
        boolean isNothing() {
            return fetched.isEmpty() && asked.isNothing();
        }
    }

    private final StepContext context;
    private final ArchiveWriter archive;
    private final RespConnection server;
    private final ServerInfo info;
    private final Keyspace keyspace;
    private final LargeKeys largeKeys;

    /** @param server logged in, with the database selected */
    KeyspaceDump(
            StepContext context, ArchiveWriter archive, RespConnection server, ServerInfo info, Keyspace keyspace) {
        this.context = context;
        this.archive = archive;
        this.server = server;
        this.info = info;
        this.keyspace = keyspace;
        this.largeKeys = new LargeKeys(context, archive, server, info, keyspace);
    }

    void run() throws IOException {
        List<ArchiveEntry> done = archive.completed().stream()
                .filter(entry -> entry.kind().equals(KIND) && keyspace.has(entry))
                .sorted(Comparator.comparingInt(ArchiveEntry::part))
                .toList();
        int part = done.size();
        String cursor = part == 0 ? END : done.get(part - 1).metadata().getOrDefault(CURSOR, END);
        if (part > 0 && cursor.equals(END)) {
            return;
        }
        do {
            cursor = item(part, cursor);
            part++;
        } while (!cursor.equals(END));
    }

    private String item(int part, String from) throws IOException {
        try (ItemWriter item = archive.begin(KIND, keyspace.name(), part)) {
            RecordWriter records = new RecordWriter(item);
            KeyScan scan = new KeyScan(server, KeySizes.of(info, largeKeys.limit()), info.recency(), from);
            KeyFetch fetch = new KeyFetch(server, records, info);
            Deque<Round> rounds = new ArrayDeque<>();
            List<byte[]> large = new ArrayList<>();
            long gone = 0;
            while (true) {
                context.cancellation().check();
                Round round = ask(scan, fetch, large, item.rawBytes() < ITEM_BYTES);
                if (!round.isNothing()) {
                    server.flush();
                    rounds.add(round);
                }
                if (rounds.isEmpty()) {
                    break;
                }
                if (round.isNothing() || rounds.size() == AHEAD) {
                    Round next = rounds.remove();
                    KeyFetch.Fetched fetched = fetch.read(next.fetched());
                    gone += fetched.gone();
                    scan.again(fetched.again());
                    scan.read(next.asked());
                    context.progress()
                            .advance(
                                    keyspace.name(),
                                    next.fetched().size() - fetched.again().size());
                }
            }
            for (byte[] key : large) {
                gone += largeKeys.dump(key) ? 0 : 1;
            }
            if (gone > 0) {
                item.ledger(LedgerCategory.EXPIRED, gone, "expired, or were deleted, after SCAN had named them");
            }
            SortedMap<String, String> metadata = keyspace.metadata();
            metadata.put(CURSOR, scan.cursor());
            ServerClock.of(server, context.clock()).put(metadata);
            item.complete(records.records(), metadata);
            return scan.cursor();
        }
    }

    /** Large keys are set aside. */
    private Round ask(KeyScan scan, KeyFetch fetch, List<byte[]> large, boolean more) {
        List<KeyScan.Found> keys = new ArrayList<>();
        for (KeyScan.Found found : scan.take()) {
            if (found.size() > largeKeys.limit()) {
                large.add(found.key());
            } else {
                keys.add(found);
            }
        }
        fetch.ask(keys);
        return new Round(keys, scan.ask(more));
    }
}
