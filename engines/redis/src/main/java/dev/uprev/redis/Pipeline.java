package dev.uprev.redis;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Many commands on their way to a server: while it works on some hundreds of them, the next ones are collected. For one
 * thread. Memory: about a megabyte, or the largest command.
 */
final class Pipeline {
    private static final int MOST_BYTES = 256 << 10;
    private static final int MOST_COMMANDS = 512;

    private final RespConnection server;
    private final Deque<String> names = new ArrayDeque<>();
    private final Deque<byte[]> keys = new ArrayDeque<>();
    private int collected;
    private int sent;

    Pipeline(RespConnection server) {
        this.server = server;
    }

    /** The connection, to collect one command on, of which {@link #collected} then has to tell. */
    RespConnection server() {
        return server;
    }

    /**
     * A command was collected.
     *
     * @param name of the command, for errors
     * @param key that it is about, for errors
     * @throws dev.uprev.error.UpgradeException when the server has refused an earlier one
     */
    void collected(String name, byte[] key) throws IOException {
        names.add(name);
        keys.add(key);
        collected++;
        if (server.pending() > MOST_BYTES || collected == MOST_COMMANDS) {
            turn();
        }
    }

    /**
     * Sends what is left and waits for all replies.
     *
     * @throws dev.uprev.error.UpgradeException when the server has refused one of the commands
     */
    void settle() throws IOException {
        turn();
        turn();
    }

    private void turn() throws IOException {
        server.flush();
        for (int i = 0; i < sent; i++) {
            String name = names.remove();
            byte[] key = keys.remove();
            if (server.replies().skip() == '-') {
                throw RedisErrors.refused(
                        name + " of key " + KeyText.of(key),
                        new Reply.Failure(server.replies().text()));
            }
        }
        sent = collected;
        collected = 0;
    }
}
