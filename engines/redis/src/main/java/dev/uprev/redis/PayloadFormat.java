package dev.uprev.redis;

import dev.uprev.error.UpgradeException;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Which payloads a server takes by RESTORE, found out without writing anything: it is given one whose checksum is right
 * and whose type no server knows. A server that reads the format's version finds fault with the type; one that does not
 * finds fault with the version, which it looks at first.
 */
final class PayloadFormat {
    /** Ends an RDB file, and so never begins a value. */
    private static final byte NO_TYPE = (byte) 0xFF;

    /** In a cluster with as many nodes as slots, most keys would be elsewhere. */
    private static final int MOST_ATTEMPTS = 100_000;

    private PayloadFormat() {}

    /**
     * Whether the server reads payloads with this version in their footer. Has to be asked of a primary; in a cluster
     * of one that has slots.
     *
     * @throws UpgradeException as {@link RedisErrors#refused} when it takes no payload at all now, as it is a replica
     *     or its memory is full, or the user may not use RESTORE
     */
    static boolean accepts(RespConnection server, int rdbVersion) throws IOException {
        byte[] payload = payload(rdbVersion);
        Reply reply = attempt(server, payload);
        for (int i = 1; i < MOST_ATTEMPTS && isElsewhere(reply); i++) {
            reply = attempt(server, payload);
        }
        if (reply instanceof Reply.Failure failure) {
            if (failure.message().contains("Bad data format")) {
                return true;
            }
            if (failure.message().contains("DUMP payload version")) {
                return false;
            }
            throw RedisErrors.refused("RESTORE", failure);
        }
        throw new IllegalStateException("the server took a payload of type " + (NO_TYPE & 0xFF));
    }

    /** The first of these versions that the server reads, as {@link #accepts}. */
    static OptionalInt firstOf(RespConnection server, List<Integer> rdbVersions) throws IOException {
        for (int version : rdbVersions) {
            if (accepts(server, version)) {
                return OptionalInt.of(version);
            }
        }
        return OptionalInt.empty();
    }

    private static Reply attempt(RespConnection server, byte[] payload) throws IOException {
        return server.call("RESTORE", "uprev:" + UUID.randomUUID(), 0, payload);
    }

    private static boolean isElsewhere(Reply reply) {
        return reply instanceof Reply.Failure failure && failure.code().equals("MOVED");
    }

    private static byte[] payload(int rdbVersion) {
        byte[] payload = new byte[1 + Payload.FOOTER];
        payload[0] = NO_TYPE;
        payload[1] = (byte) rdbVersion;
        payload[2] = (byte) (rdbVersion >>> 8);
        int end = payload.length - Long.BYTES;
        LittleEndian.put64(payload, end, Crc64.of(payload, 0, end));
        return payload;
    }
}
