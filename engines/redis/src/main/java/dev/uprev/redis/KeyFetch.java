package dev.uprev.redis;

import java.io.IOException;
import java.util.List;

/**
 * Fetches keys into an item of the archive, a batch at a time: first how long they live, close to the time that the
 * server tells with it, then how they were used, since DUMP is a use too, then the payloads. For one thread.
 */
final class KeyFetch {
    private static final CommandStart PTTL = CommandStart.of(2, "PTTL");
    private static final CommandStart DUMP = CommandStart.of(2, "DUMP");

    private final RespConnection server;
    private final RecordWriter records;
    private final Recency recency;
    private long[] expiries = {};
    private long[] recencies = {};

    KeyFetch(RespConnection server, RecordWriter records, Recency recency) {
        this.server = server;
        this.records = records;
        this.recency = recency;
    }

    /** Collects the commands for these keys. */
    void ask(List<byte[]> keys) {
        if (keys.isEmpty()) {
            return;
        }
        server.command("TIME");
        for (byte[] key : keys) {
            server.begin(PTTL).word(key);
        }
        if (recency != Recency.NONE) {
            for (byte[] key : keys) {
                server.command("OBJECT", recency.word(), key);
            }
        }
        for (byte[] key : keys) {
            server.begin(DUMP).word(key);
        }
    }

    /**
     * Reads the replies to that, and writes the keys.
     *
     * @return how many are gone
     */
    long read(List<byte[]> keys) throws IOException {
        if (keys.isEmpty()) {
            return 0;
        }
        if (expiries.length < keys.size()) {
            expiries = new long[keys.size()];
            recencies = new long[keys.size()];
        }
        RespReader replies = server.replies();
        long now = ServerClock.millis(RedisErrors.require("TIME", replies.reply()));
        for (int i = 0; i < keys.size(); i++) {
            RedisErrors.require(replies.next() == ':', "PTTL", replies);
            expiries[i] = replies.number() < 0 ? 0 : now + replies.number();
        }
        for (int i = 0; i < keys.size(); i++) {
            recencies[i] = recency == Recency.NONE ? RecordWriter.NOT_ASKED : recency(replies);
        }
        long gone = 0;
        for (int i = 0; i < keys.size(); i++) {
            RedisErrors.require(replies.next() == '$', "DUMP", replies);
            if (replies.number() == RespReader.NIL) {
                gone++;
            } else {
                records.begin(keys.get(i), expiries[i], recencies[i], replies.number());
                replies.copyTo(records::payload);
            }
        }
        return gone;
    }

    /** A key that is gone by then has none. */
    private long recency(RespReader replies) throws IOException {
        char type = replies.next();
        RedisErrors.require(type == ':' || type == '$', "OBJECT " + recency.word(), replies);
        return type == ':' ? replies.number() : RecordWriter.NOT_ASKED;
    }
}
