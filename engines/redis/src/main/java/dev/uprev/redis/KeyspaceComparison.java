package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.digest.ContentDigest;
import dev.uprev.digest.Xxh64;
import dev.uprev.plan.StepContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares keys of the dump with those of the target, some hundreds at a time: payloads by their bytes, or, as servers
 * of different releases encode the same value differently, by the value that they hold. For one thread.
 */
final class KeyspaceComparison {
    private static final int MOST_KEYS = 256;
    private static final int MOST_BYTES = 1 << 20;
    private static final CommandStart DUMP = CommandStart.of(2, "DUMP");

    /** What the dump says of a key whose reply is awaited; the payload may lie in a longer array. */
    @SuppressWarnings("ArrayRecordComponent") // never compared with another
    private record Expected(
            byte[] key, byte[] payload, int length, long expiry, Deadlines deadlines, RespConnection server) {}

    private final StepContext context;
    private final TargetServers servers;
    private final KeyDifferences differences;
    private final PayloadDigest digests = new PayloadDigest();
    private final KeyExpiry expiries;
    private final List<Expected> due = new ArrayList<>();
    private final List<Expected> doubtful = new ArrayList<>();
    private final Map<RespConnection, Long> times = new HashMap<>();
    private ContentDigest present = new ContentDigest();
    private int dueBytes;

    KeyspaceComparison(StepContext context, TargetServers servers, KeyDifferences differences) throws IOException {
        this.context = context;
        this.servers = servers;
        this.differences = differences;
        this.expiries = new KeyExpiry(servers.info());
    }

    /** Compares one item of the archive; returns a digest of those of its keys that are there. */
    ContentDigest compare(ArchiveReader archive, ArchiveEntry entry) throws IOException {
        present = new ContentDigest();
        int database = Keyspace.database(entry);
        ItemDeadlines deadlines = new ItemDeadlines(context.clock(), entry);
        try (RecordReader records = new RecordReader(archive.read(entry))) {
            while (records.next()) {
                int length = records.payloadLength();
                if (due.size() == MOST_KEYS || dueBytes + length > MOST_BYTES) {
                    settle(database);
                }
                ask(database, records, deadlines);
                if (length > MOST_BYTES) {
                    // Before the array is used again, so that no copy of it is needed.
                    settle(database);
                }
            }
            settle(database);
        }
        context.progress().advance(entry.name(), entry.items());
        return present;
    }

    private void ask(int database, RecordReader records, ItemDeadlines all) throws IOException {
        int length = records.payloadLength();
        byte[] payload = length > MOST_BYTES ? records.payload() : Arrays.copyOf(records.payload(), length);
        RespConnection server = servers.of(database, records.key()).server();
        Deadlines deadlines = all.at(server);
        if (times.putIfAbsent(server, 0L) == null) {
            server.command("TIME");
        }
        expiries.ask(server, records.key());
        server.begin(DUMP).word(records.key());
        due.add(new Expected(records.key(), payload, length, deadlines.here(records.expiry()), deadlines, server));
        dueBytes += length;
    }

    private void settle(int database) throws IOException {
        context.cancellation().check();
        for (RespConnection server : times.keySet()) {
            server.flush();
        }
        times.clear();
        for (Expected expected : due) {
            RespReader replies = expected.server().replies();
            if (!times.containsKey(expected.server())) {
                times.put(expected.server(), ServerClock.millis(RedisErrors.require("TIME", replies.reply())));
            }
            long now = times.getOrDefault(expected.server(), 0L);
            long expiry = expiries.read(replies, now);
            RedisErrors.require(replies.next() == '$', "DUMP", replies);
            if (replies.number() == RespReader.NIL) {
                missing(database, expected);
            } else {
                present.add(Xxh64.hash(expected.key()));
                value(database, expected, replies.bytes());
                if (!expected.deadlines().areSame(expected.expiry(), expiry)) {
                    doubtful.add(expected);
                }
            }
        }
        due.clear();
        times.clear();
        dueBytes = 0;
        // What was added to a time to live may be of a moment long before.
        for (Expected expected : doubtful) {
            long expiry = expiries.of(expected.server(), expected.key());
            if (!expected.deadlines().areSame(expected.expiry(), expiry)) {
                differences.expiry(database, expected.key(), expected.expiry(), expiry);
            }
        }
        doubtful.clear();
    }

    private void missing(int database, Expected expected) {
        if (!expected.deadlines().mayBeOver(expected.expiry()) && !haveFieldsExpired(expected)) {
            differences.missing(database, expected.key());
        }
    }

    /** A hash is gone with the last of its fields. */
    private boolean haveFieldsExpired(Expected expected) {
        byte[] payload = expected.payload();
        return digests.digest(payload, 0, expected.length()).firstFieldExpiry() != ValueDigest.NEVER
                && digests.digest(
                                        payload,
                                        0,
                                        expected.length(),
                                        expected.deadlines().fieldsOver())
                                .elements()
                        == 0;
    }

    private void value(int database, Expected expected, byte[] there) {
        if (!haveSameBytes(expected, there)) {
            long expired = expected.deadlines().fieldsOver();
            ValueDigest here = digests.digest(expected.payload(), 0, expected.length(), expired);
            differences.value(database, expected.key(), here, digests.digest(there, 0, there.length, expired));
        }
    }

    /** Whether type and value are the same; the same bytes mean the same to every release of either product. */
    private static boolean haveSameBytes(Expected expected, byte[] there) {
        return (there[0] & 0xFF) <= RdbType.STREAM_3
                && expected.length() > Payload.FOOTER
                && Arrays.equals(
                        expected.payload(),
                        0,
                        expected.length() - Payload.FOOTER,
                        there,
                        0,
                        there.length - Payload.FOOTER);
    }
}
