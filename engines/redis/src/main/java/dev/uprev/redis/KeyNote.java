package dev.uprev.redis;

import dev.uprev.error.UpgradeException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is noted of a key.
 *
 * @param key its name
 * @param exists whether it is there
 * @param expiry when it expires, in milliseconds since 1970 by the server's clock; 0 for never
 * @param value its digest; absent where the value is of a module, or too large
 */
@SuppressWarnings("ArrayRecordComponent") // never compared with another
record KeyNote(byte[] key, boolean exists, long expiry, Optional<ValueDigest> value) {
    /** Values from here on are not digested, in bytes. */
    static final long LARGEST = 64L << 20;

    private static final long BATCH_BYTES = 4L << 20;

    /** What PTTL says of a key that is not there. */
    private static final long NO_KEY = -2;

    private static final String NO_VALUE = "";

    /** Asks for all of these keys, in the database that is selected, some megabytes of values at a time. */
    static List<KeyNote> ask(RespConnection server, KeySizes sizes, List<byte[]> keys, PayloadDigest digests)
            throws IOException {
        keys.forEach(key -> sizes.ask(server, key));
        server.flush();
        List<KeyNote> notes = new ArrayList<>();
        int first = 0;
        long bytes = 0;
        long[] each = new long[keys.size()];
        for (int i = 0; i < each.length; i++) {
            each[i] = sizes.read(server.replies());
        }
        for (int i = 0; i < each.length; i++) {
            boolean large = each[i] > LARGEST;
            if (large || bytes > BATCH_BYTES) {
                notes.addAll(ask(server, keys.subList(first, i), digests));
                first = i;
                bytes = 0;
            }
            if (large) {
                notes.add(ofLarge(server, keys.get(i)));
                first = i + 1;
            } else {
                bytes += each[i];
            }
        }
        notes.addAll(ask(server, keys.subList(first, each.length), digests));
        return notes;
    }

    /** Without its value, of which the server would have to make a copy. */
    private static KeyNote ofLarge(RespConnection server, byte[] key) throws IOException {
        long now = ServerClock.millis(RedisErrors.require("TIME", server.call("TIME")));
        long left = RedisErrors.require("PTTL", server.call("PTTL", key)).number();
        return new KeyNote(key, left != NO_KEY, left < 0 ? 0 : now + left, Optional.empty());
    }

    private static List<KeyNote> ask(RespConnection server, List<byte[]> keys, PayloadDigest digests)
            throws IOException {
        if (keys.isEmpty()) {
            return List.of();
        }
        server.command("TIME");
        keys.forEach(key -> server.command("PTTL", key));
        keys.forEach(key -> server.command("DUMP", key));
        server.flush();
        RespReader replies = server.replies();
        long now = ServerClock.millis(RedisErrors.require("TIME", replies.reply()));
        long[] expiry = new long[keys.size()];
        for (int i = 0; i < expiry.length; i++) {
            RedisErrors.require(replies.next() == ':', "PTTL", replies);
            expiry[i] = replies.number() < 0 ? 0 : now + replies.number();
        }
        List<KeyNote> notes = new ArrayList<>();
        for (int i = 0; i < expiry.length; i++) {
            RedisErrors.require(replies.next() == '$', "DUMP", replies);
            boolean exists = replies.number() != RespReader.NIL;
            notes.add(
                    new KeyNote(keys.get(i), exists, expiry[i], exists ? digest(replies, digests) : Optional.empty()));
        }
        return notes;
    }

    private static Optional<ValueDigest> digest(RespReader replies, PayloadDigest digests) throws IOException {
        if (replies.number() > LARGEST) {
            replies.copyTo((bytes, offset, length) -> {});
            return Optional.empty();
        }
        byte[] payload = replies.bytes();
        try {
            return Optional.of(digests.digest(payload, 0, payload.length));
        } catch (UpgradeException e) {
            if (e.code().equals("payload-unknown")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    boolean isDigested() {
        return value.isPresent();
    }

    /** See {@link ValueDigest#firstFieldExpiry}. */
    long firstFieldExpiry() {
        return value.map(ValueDigest::firstFieldExpiry).orElse(ValueDigest.NEVER);
    }

    String describe() {
        return value.map(digest -> digest.type().redisName() + " of " + digest.elements() + ", digest "
                        + Long.toHexString(digest.hash()))
                .orElse("not known");
    }

    /** Writes a key that is there: the length of its name first. */
    void write(DataOutputStream out) throws IOException {
        out.writeInt(key.length);
        out.write(key);
        out.writeLong(expiry);
        out.writeUTF(value.map(digest -> digest.type().name()).orElse(NO_VALUE));
        if (value.isPresent()) {
            ValueDigest digest = value.get();
            out.writeLong(digest.elements());
            out.writeLong(digest.hash());
            out.writeLong(digest.counters());
            out.writeLong(digest.firstFieldExpiry());
        }
    }

    /** Reads what {@link #write} has written, after the length. */
    static KeyNote read(DataInputStream in, int length) throws IOException {
        byte[] key = in.readNBytes(length);
        long expiry = in.readLong();
        String type = in.readUTF();
        return new KeyNote(
                key,
                true,
                expiry,
                type.equals(NO_VALUE)
                        ? Optional.empty()
                        : Optional.of(new ValueDigest(
                                ValueType.valueOf(type), in.readLong(), in.readLong(), in.readLong(), in.readLong())));
    }
}
