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
    private static final long LARGEST = 64L << 20;
    private static final String NO_VALUE = "";

    /** Asks for all of these keys at once, in the database that is selected. */
    static List<KeyNote> ask(RespConnection server, List<byte[]> keys, PayloadDigest digests) throws IOException {
        server.command("TIME");
        keys.forEach(key -> server.command("PTTL", key));
        keys.forEach(key -> server.command("DUMP", key));
        server.flush();
        RespReader replies = server.replies();
        long now = ServerClock.millis(replies.reply());
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
