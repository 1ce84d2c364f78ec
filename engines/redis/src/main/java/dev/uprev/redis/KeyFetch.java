package dev.uprev.redis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Fetches keys into an item of the archive, a batch at a time: first how long they live, close to the time that the
 * server tells with it, then the payloads. For one thread.
 */
final class KeyFetch {
    private static final CommandStart DUMP = CommandStart.of(2, "DUMP");

    /** At a server that is never quiet, times have to do as they are. */
    private static final int MOST_ATTEMPTS = 20;

    private final RespConnection server;
    private final RecordWriter records;
    private final KeyExpiry expiry;
    private long[] expiries = {};

    KeyFetch(RespConnection server, RecordWriter records, ServerInfo info) {
        this.server = server;
        this.records = records;
        this.expiry = new KeyExpiry(info);
    }

    /**
     * What has become of a batch.
     *
     * @param gone how many keys are not there any more
     * @param again keys that were not written, since the server did other work while it told how long they live
     */
    record Fetched(long gone, List<KeyScan.Found> again) {}

    /** Collects the commands for these keys. */
    void ask(List<KeyScan.Found> keys) {
        if (keys.isEmpty()) {
            return;
        }
        server.command("TIME");
        for (KeyScan.Found key : keys) {
            expiry.ask(server, key.key());
        }
        server.command("TIME");
        for (KeyScan.Found key : keys) {
            server.begin(DUMP).word(key.key());
        }
    }

    /** Reads the replies to that, and writes the keys. */
    Fetched read(List<KeyScan.Found> keys) throws IOException {
        if (keys.isEmpty()) {
            return new Fetched(0, List.of());
        }
        if (expiries.length < keys.size()) {
            expiries = new long[keys.size()];
        }
        RespReader replies = server.replies();
        long now = ServerClock.millis(RedisErrors.require("TIME", replies.reply()));
        for (int i = 0; i < keys.size(); i++) {
            expiries[i] = expiry.read(replies, now);
        }
        long window = ServerClock.millis(RedisErrors.require("TIME", replies.reply())) - now;
        boolean exact = expiry.isAbsolute() || window <= KeyExpiry.GOOD_ENOUGH_MILLIS;
        long gone = 0;
        List<KeyScan.Found> again = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            RedisErrors.require(replies.next() == '$', "DUMP", replies);
            if (replies.number() == RespReader.NIL) {
                gone++;
            } else if (expiries[i] != 0 && !exact && keys.get(i).attempts() < MOST_ATTEMPTS) {
                replies.copyTo((bytes, offset, length) -> {});
                again.add(keys.get(i).again());
            } else {
                records.begin(keys.get(i).key(), expiries[i], keys.get(i).recency(), replies.number());
                replies.copyTo(records::payload);
            }
        }
        return new Fetched(gone, again);
    }
}
