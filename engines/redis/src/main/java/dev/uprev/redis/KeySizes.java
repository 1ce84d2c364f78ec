package dev.uprev.redis;

import dev.uprev.model.Version;
import java.io.IOException;

/**
 * Asks how large keys are before they are dumped: DUMP of a large one would block the server for long and double the
 * memory that it takes. For one thread.
 */
sealed interface KeySizes {
    /** Collects what asks for one key. */
    void ask(RespConnection server, byte[] key);

    /** Reads the reply to that: about how many bytes the key takes; 0 when it is gone. */
    long read(RespReader replies) throws IOException;

    /**
     * Chooses how to ask.
     *
     * @param limit what a key must take to be treated as a large one
     */
    static KeySizes of(ServerInfo server, long limit) {
        if (server.number("used_memory") <= limit) {
            return new NotNeeded();
        }
        return server.isAtLeast(MemoryUsage.SINCE) ? new MemoryUsage() : new Lengths();
    }

    /** The whole data set is smaller than what makes a key a large one. */
    record NotNeeded() implements KeySizes {
        @Override
        public void ask(RespConnection server, byte[] key) {}

        @Override
        public long read(RespReader replies) {
            return 0;
        }
    }

    /** Since 4.0 the server tells; of containers it looks at five elements. */
    record MemoryUsage() implements KeySizes {
        static final Version SINCE = Version.parse("4");

        private static final CommandStart COMMAND = CommandStart.of(3, "MEMORY", "USAGE");

        @Override
        public void ask(RespConnection server, byte[] key) {
            server.begin(COMMAND).word(key);
        }

        @Override
        public long read(RespReader replies) throws IOException {
            char type = replies.next();
            RedisErrors.require(type == ':' || type == '$', "MEMORY USAGE", replies);
            return Math.max(0, replies.number());
        }
    }

    /** Before that, the length that fits its type: of each command but one, the reply is an error. */
    record Lengths() implements KeySizes {
        private static final String[] COMMANDS = {"STRLEN", "LLEN", "SCARD", "ZCARD", "HLEN"};
        private static final long BYTES_OF_ELEMENT = 64;

        @Override
        public void ask(RespConnection server, byte[] key) {
            for (String command : COMMANDS) {
                server.command(command, key);
            }
        }

        @Override
        public long read(RespReader replies) throws IOException {
            long size = 0;
            for (int i = 0; i < COMMANDS.length; i++) {
                if (replies.next() == ':') {
                    size = Math.max(size, i == 0 ? replies.number() : replies.number() * BYTES_OF_ELEMENT);
                } else {
                    RedisErrors.require(replies.text().startsWith("WRONGTYPE"), COMMANDS[i], replies);
                }
            }
            return size;
        }
    }
}
