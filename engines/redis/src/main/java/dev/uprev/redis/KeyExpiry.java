package dev.uprev.redis;

import dev.uprev.model.Version;
import java.io.IOException;

/**
 * Asks a server when keys expire: since 7.0 it tells the time; older ones tell how long a key has still to live, to
 * which the time of the reply has to be added. For one thread.
 */
final class KeyExpiry {
    /** By how much times may be wrong, in milliseconds, without that it is worth asking again. */
    static final long GOOD_ENOUGH_MILLIS = 2;

    static final Version ABSOLUTE_SINCE = Version.parse("7");

    private static final CommandStart PTTL = CommandStart.of(2, "PTTL");
    private static final CommandStart PEXPIRETIME = CommandStart.of(2, "PEXPIRETIME");
    private static final int ATTEMPTS = 10;

    private final boolean absolute;

    KeyExpiry(ServerInfo server) {
        this.absolute = server.isAtLeast(ABSOLUTE_SINCE);
    }

    /** Whether the server tells times, so that nothing needs to be added. */
    boolean isAbsolute() {
        return absolute;
    }

    /** Collects the command for one key. */
    void ask(RespConnection server, byte[] key) {
        server.begin(absolute ? PEXPIRETIME : PTTL).word(key);
    }

    /**
     * Reads the reply to that.
     *
     * @param now when it was given, in milliseconds since 1970 by the server's clock
     * @return when the key expires, likewise; 0 for never, and where there is no such key
     */
    long read(RespReader replies, long now) throws IOException {
        RedisErrors.require(replies.next() == ':', absolute ? "PEXPIRETIME" : "PTTL", replies);
        return replies.number() < 0 ? 0 : absolute ? replies.number() : now + replies.number();
    }

    /** Asks for one key on a connection where nothing is due, between two looks at the clock, until they are close. */
    long of(RespConnection server, byte[] key) throws IOException {
        long best = 0;
        long bestWindow = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && bestWindow > GOOD_ENOUGH_MILLIS; i++) {
            server.command("TIME");
            ask(server, key);
            server.command("TIME");
            server.flush();
            RespReader replies = server.replies();
            long before = ServerClock.millis(RedisErrors.require("TIME", replies.reply()));
            long expiry = read(replies, before);
            long window = ServerClock.millis(RedisErrors.require("TIME", replies.reply())) - before;
            if (absolute) {
                return expiry;
            }
            if (window < bestWindow) {
                best = expiry;
                bestWindow = window;
            }
        }
        return best;
    }
}
