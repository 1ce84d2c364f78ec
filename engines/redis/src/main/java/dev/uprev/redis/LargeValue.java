package dev.uprev.redis;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Cancellation;
import dev.uprev.model.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a large value piece by piece, each of about a megabyte, as the commands that build it again. For one thread.
 * Memory: some pieces, or the largest element.
 */
final class LargeValue {
    private static final int PIECE_BYTES = 1 << 20;
    private static final int MOST_ELEMENTS = 1000;
    private static final Version REDIS_FIELD_EXPIRY = Version.parse("7.4");
    private static final Version VALKEY_FIELD_EXPIRY = Version.parse("9");

    private final RespConnection server;
    private final ServerInfo info;
    private final byte[] key;
    private final Cancellation cancellation;

    LargeValue(RespConnection server, ServerInfo info, byte[] key, Cancellation cancellation) {
        this.server = server;
        this.info = info;
        this.key = key;
        this.cancellation = cancellation;
    }

    /** Reads it; returns how many pending entries of a stream are left out, see {@link LargeStream#orphans}. */
    long read(ValueType type, CommandSink sink) throws IOException {
        if (type == ValueType.STREAM) {
            LargeStream stream = new LargeStream(server, info, key, cancellation);
            stream.read(sink);
            return stream.orphans();
        }
        switch (type) {
            case STRING -> string(sink);
            case LIST -> range("LLEN", "LRANGE", elements -> sink.command("RPUSH", elements));
            case SET -> scan("SSCAN", members -> sink.command("SADD", members));
            // ZSCAN of releases before 3.2 cuts scores to 17 places behind the point.
            case ZSET -> range("ZCARD", "ZRANGE", pairs -> sink.command("ZADD", swapped(pairs)), "WITHSCORES");
            case HASH ->
                scan("HSCAN", pairs -> {
                    sink.command(info.isAtLeast(Version.parse("4")) ? "HSET" : "HMSET", pairs);
                    fieldExpiries(pairs, sink);
                });
            default -> throw new IllegalArgumentException("no pieces of a value of type " + type);
        }
        return 0;
    }

    private void string(CommandSink sink) throws IOException {
        long length = number("STRLEN");
        for (long at = 0; at < length; at += PIECE_BYTES) {
            cancellation.check();
            Reply piece = call("GETRANGE", key, at, Math.min(length, at + PIECE_BYTES) - 1);
            sink.command("APPEND", piece.content());
        }
    }

    /**
     * Elements that have places in an order.
     *
     * @param more words behind the places, each of which adds a text to each element
     */
    private void range(String sizeCommand, String command, Piece piece, String... more) throws IOException {
        long length = number(sizeCommand);
        long count = 1;
        for (long at = 0; at < length; ) {
            cancellation.check();
            long wanted = Math.min(count, length - at);
            List<Object> words = new ArrayList<>(List.of(command, key, at, at + wanted - 1));
            words.addAll(List.of(more));
            List<byte[]> elements = bytes(call(words.toArray()));
            if (elements.size() < wanted * (1 + more.length)) {
                throw changed();
            }
            piece.accept(elements);
            at += wanted;
            count = next(count, elements);
        }
    }

    private void scan(String command, Piece piece) throws IOException {
        String cursor = "0";
        long count = 10;
        do {
            cancellation.check();
            List<Reply> reply = call(command, key, cursor, "COUNT", count).list();
            cursor = reply.get(0).toString();
            List<byte[]> elements = bytes(reply.get(1));
            for (int at = 0; at < elements.size(); at += MOST_ELEMENTS) {
                piece.accept(elements.subList(at, Math.min(elements.size(), at + MOST_ELEMENTS)));
            }
            count = next(count, elements);
        } while (!cursor.equals("0"));
    }

    /** How many elements to ask for next, by how large those of the last piece are. */
    private static long next(long count, List<byte[]> elements) {
        long bytes = elements.stream().mapToLong(element -> element.length + 16).sum();
        if (bytes > PIECE_BYTES) {
            return Math.max(1, count / 2);
        }
        return bytes < PIECE_BYTES / 2 ? Math.min(MOST_ELEMENTS, 2 * count) : count;
    }

    private void fieldExpiries(List<byte[]> pairs, CommandSink sink) throws IOException {
        if (!info.isAtLeast(info.flavour() == Flavour.VALKEY ? VALKEY_FIELD_EXPIRY : REDIS_FIELD_EXPIRY)) {
            return;
        }
        server.begin(4 + pairs.size() / 2).word("HPEXPIRETIME").word(key, 0, key.length);
        server.word("FIELDS").word(String.valueOf(pairs.size() / 2));
        for (int i = 0; i < pairs.size(); i += 2) {
            server.word(pairs.get(i), 0, pairs.get(i).length);
        }
        server.flush();
        List<Reply> times =
                RedisErrors.require("HPEXPIRETIME", server.replies().reply()).list();
        for (int i = 0; i < times.size(); i++) {
            long time = times.get(i).number();
            if (time > 0) {
                sink.command("HPEXPIREAT", time, "FIELDS", 1, pairs.get(2 * i));
            }
        }
    }

    /** ZSCAN tells members first, ZADD takes scores first. */
    private static List<byte[]> swapped(List<byte[]> pairs) {
        List<byte[]> swapped = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i += 2) {
            swapped.add(pairs.get(i + 1));
            swapped.add(pairs.get(i));
        }
        return swapped;
    }

    private long number(String command) throws IOException {
        return call(command, key).number();
    }

    private Reply call(Object... words) throws IOException {
        return RedisErrors.require(words[0].toString(), server.call(words));
    }

    private static List<byte[]> bytes(Reply list) {
        return list.list().stream().map(each -> each.content()).toList();
    }

    private UpgradeException changed() {
        return UpgradeException.failed("source-written-during-dump", "cannot dump a large key")
                .seen(KeyText.of(key))
                .why("it has become shorter while it was read piece by piece")
                .fix("stop what writes to the source, and resume");
    }

    /** Takes elements that were read together. */
    @FunctionalInterface
    private interface Piece {
        void accept(List<byte[]> elements) throws IOException;
    }
}
