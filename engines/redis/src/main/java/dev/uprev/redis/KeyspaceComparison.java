package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.plan.Difference;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Differences;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compares keys of the dump with those of the target, some hundreds at a time. For one thread. */
final class KeyspaceComparison {
    /** TTLs may differ by this: what lies between two replies, and what a clock is corrected by. */
    private static final long TOLERANCE_MILLIS = 50;

    private static final int MOST_KEYS = 256;

    /** What the dump says of a key whose reply is awaited. */
    @SuppressWarnings("ArrayRecordComponent") // never compared with another
    private record Expected(byte[] key, ValueDigest value, long expiry, RespConnection server) {}

    private final StepContext context;
    private final TargetServers servers;
    private final Differences differences;
    private final PayloadDigest digests = new PayloadDigest();
    private final List<Expected> due = new ArrayList<>();
    private long ahead;
    private long expired;

    KeyspaceComparison(StepContext context, TargetServers servers, Differences differences) {
        this.context = context;
        this.servers = servers;
        this.differences = differences;
    }

    /** Compares one item of the archive; returns how many of its keys have expired since. */
    long compare(ArchiveReader archive, ArchiveEntry entry) throws IOException {
        int database = KeyspaceDump.database(entry);
        ahead = ServerClock.ahead(servers.any(), context.clock());
        long correction = ahead - KeyspaceDump.clock(entry);
        expired = 0;
        try (RecordReader records = new RecordReader(archive.read(entry))) {
            while (records.next()) {
                long expiry = records.expiry() == 0 ? 0 : records.expiry() + correction;
                byte[] key = Arrays.copyOf(records.key(), records.keyLength());
                RespConnection server = servers.of(database, key, key.length);
                server.command("PTTL", key).command("DUMP", key);
                ValueDigest value = digests.digest(records.payload(), 0, records.payloadLength());
                due.add(new Expected(key, value, expiry, server));
                if (due.size() == MOST_KEYS) {
                    settle(entry);
                }
            }
            settle(entry);
        }
        context.progress().advance(entry.name(), entry.items());
        return expired;
    }

    private void settle(ArchiveEntry entry) throws IOException {
        context.cancellation().check();
        for (RespConnection server : servers.used()) {
            server.flush();
        }
        for (Expected expected : due) {
            RespReader replies = expected.server().replies();
            RedisErrors.require(replies.next() == ':', "PTTL", replies);
            long left = replies.number();
            long now = context.clock().millis() + ahead;
            RedisErrors.require(replies.next() == '$', "DUMP", replies);
            if (replies.number() == RespReader.NIL) {
                if (expected.expiry() != 0 && expected.expiry() <= now + TOLERANCE_MILLIS) {
                    expired++;
                } else {
                    add(entry, expected, "key", "present", "missing");
                }
                continue;
            }
            byte[] payload = replies.bytes();
            ValueDigest there = digests.digest(payload, 0, payload.length);
            if (!there.agreesWith(expected.value())) {
                add(entry, expected, "value", describe(expected.value()), describe(there));
            }
            long expiry = left < 0 ? 0 : now + left;
            if ((expiry == 0) != (expected.expiry() == 0)
                    || Math.abs(expiry - expected.expiry()) > TOLERANCE_MILLIS + replyDelay()) {
                add(entry, expected, "time to live", time(expected.expiry()), time(expiry));
            }
        }
        due.clear();
    }

    /** Between a server's reply and its being read lie the replies before it. */
    private static long replyDelay() {
        return 1000;
    }

    private void add(ArchiveEntry entry, Expected expected, String aspect, String source, String target) {
        differences.add(new Difference(
                "database " + KeyspaceDump.database(entry) + ", key " + KeyText.of(expected.key()),
                aspect,
                source,
                target));
    }

    private static String describe(ValueDigest value) {
        return value.type().redisName() + " of " + value.elements() + ", digest " + Long.toHexString(value.hash());
    }

    private static String time(long expiry) {
        return expiry == 0 ? "none" : String.valueOf(Instant.ofEpochMilli(expiry));
    }
}
