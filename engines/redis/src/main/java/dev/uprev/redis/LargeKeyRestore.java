package dev.uprev.redis;

import dev.uprev.digest.Xxh64;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Builds a large value under a temporary key, by the commands of its item, and gives it its name at the end: nobody
 * ever sees a part of it. For one thread.
 */
final class LargeKeyRestore implements CommandSink {
    private final Pipeline pipeline;
    private final byte[] key;
    private final byte[] temporary;

    /** @param cluster whether the temporary key has to be where the key will be */
    LargeKeyRestore(Pipeline pipeline, byte[] key, boolean cluster) {
        this.pipeline = pipeline;
        this.key = key;
        this.temporary = temporary(key, cluster);
    }

    /** The same in each attempt, so that what is left of one is found by the next. */
    private static byte[] temporary(byte[] key, boolean cluster) {
        String prefix = "uprev:part:" + Long.toHexString(Xxh64.hash(key)) + ":";
        int slot = ClusterSlots.slot(key, key.length);
        for (int i = 0; ; i++) {
            byte[] name = (prefix + i).getBytes(StandardCharsets.US_ASCII);
            if (!cluster || ClusterSlots.slot(name, name.length) == slot) {
                return name;
            }
        }
    }

    void begin() throws IOException {
        send("DEL", temporary);
    }

    @Override
    public void accept(List<byte[]> words) throws IOException {
        int before = CommandSink.beforeKey(words);
        RespConnection server = pipeline.server().begin(words.size() + 1);
        for (int i = 0; i < words.size(); i++) {
            if (i == before) {
                server.word(temporary, 0, temporary.length);
            }
            server.longWord(words.get(i), 0, words.get(i).length);
        }
        if (words.size() == before) {
            server.word(temporary, 0, temporary.length);
        }
        pipeline.collected(new String(words.get(0), StandardCharsets.US_ASCII), key);
    }

    /**
     * Gives the value its name.
     *
     * @param expiry in milliseconds since 1970 by the target's clock; 0 for never
     * @return {@code false} where nothing is left of it, as of a hash whose fields have all expired
     */
    boolean end(long expiry) throws IOException {
        pipeline.settle();
        if (RedisErrors.require("EXISTS", pipeline.server().call("EXISTS", temporary))
                        .number()
                == 0) {
            return false;
        }
        send("RENAME", temporary, key);
        if (expiry != 0) {
            // Not before: where it has passed, there would be nothing to rename.
            send("PEXPIREAT", key, expiry);
        }
        pipeline.settle();
        return true;
    }

    /** Instead of {@link #end}: nothing of the key is left. */
    void drop() throws IOException {
        send("DEL", temporary);
        send("DEL", key);
        pipeline.settle();
    }

    private void send(String command, Object... arguments) throws IOException {
        RespConnection server = pipeline.server().begin(1 + arguments.length).word(command);
        for (Object argument : arguments) {
            if (argument instanceof byte[] bytes) {
                server.word(bytes);
            } else {
                server.word(argument.toString());
            }
        }
        pipeline.collected(command, key);
    }
}
