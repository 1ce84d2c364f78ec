package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.digest.ContentDigest;
import dev.uprev.digest.Xxh64;
import dev.uprev.model.HostPort;
import dev.uprev.plan.StepContext;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Compares which keys are in a database of the target with which are in the dump. Keys are compared by their hashes, so
 * many of them at a time that they fit in memory. For one thread.
 */
final class KeySets {
    private static final int MOST_HASHES = 1 << 20;
    private static final int PAGE = 1000;

    private final StepContext context;
    private final Connections connections;
    private final List<HostPort> primaries;

    KeySets(StepContext context, Connections connections, List<HostPort> primaries) {
        this.context = context;
        this.connections = connections;
        this.primaries = primaries;
    }

    /** Takes a key, while the connection on which it was found waits. */
    @FunctionalInterface
    private interface KeyTaker {
        void take(RespConnection server, byte[] key) throws IOException;
    }

    /** A digest of all keys that a database of the target has. */
    ContentDigest digest(int database) throws IOException {
        ContentDigest digest = new ContentDigest();
        scan(database, (server, key) -> digest.add(Xxh64.hash(key)));
        return digest;
    }

    /**
     * Numbers of keys.
     *
     * @param dumped keys of the dump that have not expired since, each counted once
     * @param found those of them that the target has
     */
    record Numbers(long dumped, long found) {}

    /** Looks at all keys of a database, and names those that the dump does not have. */
    Numbers compare(ArchiveReader archive, int database, KeyDifferences differences) throws IOException {
        List<ArchiveEntry> entries = archive.entries().stream()
                .filter(entry -> Keyspace.isOfKeys(entry) && Keyspace.database(entry) == database)
                .toList();
        long keys = entries.stream().mapToLong(ArchiveEntry::items).sum();
        int parts = Math.toIntExact(keys / MOST_HASHES + 1);
        ServerClock clock = clock();
        long all = 0;
        long there = 0;
        for (int part = 0; part < parts; part++) {
            int current = part;
            long[] dumped = hashes(archive, entries, clock, part, parts);
            BitSet found = new BitSet(dumped.length);
            scan(database, (server, key) -> {
                long hash = Xxh64.hash(key);
                int place = Arrays.binarySearch(dumped, hash);
                if (place >= 0) {
                    found.set(place);
                } else if (Long.remainderUnsigned(hash, parts) == current
                        && server.call("EXISTS", key) instanceof Reply.Whole number
                        && number.value() > 0) {
                    differences.unexpected(database, key);
                }
            });
            all += dumped.length;
            there += found.cardinality();
        }
        return new Numbers(all, there);
    }

    /** Those of a part of all keys, in order, each once; without the keys that have expired. */
    private long[] hashes(ArchiveReader archive, List<ArchiveEntry> entries, ServerClock clock, int part, int parts) {
        long[] hashes = new long[MOST_HASHES];
        int count = 0;
        for (ArchiveEntry entry : entries) {
            Deadlines deadlines = Deadlines.of(clock, context.clock(), entry);
            if (entry.kind().equals(LargeKey.KIND)) {
                LargeKey large = LargeKey.of(entry);
                long hash = Xxh64.hash(large.key());
                if (Long.remainderUnsigned(hash, parts) == part && !deadlines.isOver(deadlines.here(large.expiry()))) {
                    hashes = with(hashes, count++, hash);
                }
                continue;
            }
            try (RecordReader records = new RecordReader(archive.read(entry))) {
                while (records.next()) {
                    long hash = Xxh64.hash(records.key());
                    if (Long.remainderUnsigned(hash, parts) == part
                            && !deadlines.isOver(deadlines.here(records.expiry()))) {
                        hashes = with(hashes, count++, hash);
                    }
                }
            }
        }
        return LongStream.of(hashes).limit(count).sorted().distinct().toArray();
    }

    private ServerClock clock() throws IOException {
        try (RespConnection server = connections.open(primaries.get(0))) {
            return ServerClock.of(server, context.clock());
        }
    }

    private static long[] with(long[] hashes, int place, long hash) {
        long[] room = place < hashes.length ? hashes : Arrays.copyOf(hashes, hashes.length + hashes.length / 4);
        room[place] = hash;
        return room;
    }

    private void scan(int database, KeyTaker taker) throws IOException {
        for (HostPort primary : primaries) {
            try (RespConnection server = connections.open(primary)) {
                if (database > 0) {
                    RedisErrors.require("SELECT", server.call("SELECT", database));
                }
                String cursor = "0";
                do {
                    context.cancellation().check();
                    List<Reply> reply = RedisErrors.require("SCAN", server.call("SCAN", cursor, "COUNT", PAGE))
                            .list();
                    cursor = reply.get(0).toString();
                    for (Reply key : reply.get(1).list()) {
                        taker.take(server, key.content());
                    }
                } while (!cursor.equals("0"));
            }
        }
    }
}
