package dev.uprev.redis;

import dev.uprev.model.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a large stream piece by piece, as the commands that build it again: entries, last id and counters, groups,
 * pending entries with their consumers, and consumers that have none. For one thread.
 */
final class LargeStream {
    private static final int PAGE = 500;

    private final RespConnection server;
    private final ServerInfo info;
    private final byte[] key;
    private final Cancellation cancellation;
    private long orphans;

    LargeStream(RespConnection server, ServerInfo info, byte[] key, Cancellation cancellation) {
        this.server = server;
        this.info = info;
        this.key = key;
        this.cancellation = cancellation;
    }

    /** How many pending entries were left out, as their messages are deleted: no command makes such an entry. */
    long orphans() {
        return orphans;
    }

    void read(CommandSink sink) throws IOException {
        if (!entries(sink)) {
            // A stream without entries comes to be with a group.
            sink.command("XGROUP", "CREATE", "uprev", "0", "MKSTREAM");
            sink.command("XGROUP", "DESTROY", "uprev");
        }
        Map<String, Reply> stream = call("XINFO", "STREAM", key).named();
        String last = text(stream, "last-generated-id");
        if (info.isAtLeast(StreamId.COUNTERS_SINCE)) {
            sink.command(
                    "XSETID",
                    last,
                    "ENTRIESADDED",
                    text(stream, "entries-added"),
                    "MAXDELETEDID",
                    text(stream, "max-deleted-entry-id"));
        } else {
            sink.command("XSETID", last);
        }
        for (Reply group : call("XINFO", "GROUPS", key).list()) {
            group(group.named(), sink);
        }
    }

    private boolean entries(CommandSink sink) throws IOException {
        String from = "-";
        boolean any = false;
        while (true) {
            cancellation.check();
            List<Reply> page = call("XRANGE", key, from, "+", "COUNT", PAGE).list();
            for (Reply entry : page) {
                List<Reply> parts = entry.list();
                List<byte[]> words = new ArrayList<>();
                words.add(parts.get(0).content());
                parts.get(1).list().forEach(word -> words.add(word.content()));
                sink.command("XADD", words);
                from = StreamId.after(parts.get(0).toString());
                any = true;
            }
            if (page.size() < PAGE) {
                return any;
            }
        }
    }

    private void group(Map<String, Reply> group, CommandSink sink) throws IOException {
        byte[] name = value(group, "name").content();
        String last = text(group, "last-delivered-id");
        if (group.get("entries-read") instanceof Reply.Whole read) {
            sink.command("XGROUP", "CREATE", name, last, "ENTRIESREAD", read);
        } else {
            sink.command("XGROUP", "CREATE", name, last);
        }
        Set<String> owners = pending(name, sink);
        for (Reply each : call("XINFO", "CONSUMERS", key, name).list()) {
            Reply consumer = value(each.named(), "name");
            if (!owners.contains(consumer.toString())) {
                sink.command("XGROUP", "CREATECONSUMER", name, consumer.content());
            }
        }
    }

    /** Returns the consumers of the pending entries. */
    private Set<String> pending(byte[] group, CommandSink sink) throws IOException {
        Set<String> owners = new HashSet<>();
        String from = "-";
        while (true) {
            cancellation.check();
            long now = ServerClock.millis(call("TIME"));
            List<Reply> page = call("XPENDING", key, group, from, "+", PAGE).list();
            BitSet present = present(page);
            for (int i = 0; i < page.size(); i++) {
                List<Reply> parts = page.get(i).list();
                from = StreamId.after(parts.get(0).toString());
                if (!present.get(i)) {
                    orphans++;
                    continue;
                }
                long delivered = now - parts.get(2).number();
                sink.command(
                        "XCLAIM",
                        group,
                        parts.get(1).content(),
                        0,
                        parts.get(0),
                        "TIME",
                        delivered,
                        "RETRYCOUNT",
                        parts.get(3),
                        "FORCE",
                        "JUSTID");
                owners.add(parts.get(1).toString());
            }
            if (page.size() < PAGE) {
                return owners;
            }
        }
    }

    /** Which of these pending entries have a message. */
    private BitSet present(List<Reply> pending) throws IOException {
        for (Reply entry : pending) {
            Reply id = entry.list().get(0);
            server.command("XRANGE", key, id, id, "COUNT", 1);
        }
        server.flush();
        BitSet present = new BitSet();
        for (int i = 0; i < pending.size(); i++) {
            Reply found = RedisErrors.require("XRANGE", server.replies().reply());
            present.set(i, !found.list().isEmpty());
        }
        return present;
    }

    private Reply call(Object... words) throws IOException {
        return RedisErrors.require(words[0].toString(), server.call(words));
    }

    private static String text(Map<String, Reply> values, String name) {
        return value(values, name).toString();
    }

    private static Reply value(Map<String, Reply> values, String name) {
        return values.getOrDefault(name, new Reply.Nil());
    }
}
