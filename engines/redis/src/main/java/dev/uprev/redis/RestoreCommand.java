package dev.uprev.redis;

import dev.uprev.model.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The command RESTORE with what the release of the target knows of it. Payloads whose format the target does not read
 * are rewritten. For one thread.
 *
 * @see <a href="https://redis.io/docs/latest/commands/restore/">RESTORE</a>
 */
final class RestoreCommand {
    private static final String NAME = "RESTORE";
    private static final Version REPLACE_SINCE = Version.parse("3");
    private static final Version ABSTTL_SINCE = Version.parse("5");
    private static final CommandStart[] STARTS = IntStream.rangeClosed(4, 8)
            .mapToObj(words -> CommandStart.of(words, NAME))
            .toArray(CommandStart[]::new);
    private static final byte[] REPLACE = bytes("REPLACE");
    private static final byte[] ABSTTL = bytes("ABSTTL");
    private static final byte[] ZERO = bytes("0");

    private final TargetServers servers;
    private final boolean replaces;
    private final boolean takesAbsoluteTimes;
    private final Recency recency;
    private final Map<Integer, Boolean> accepted = new HashMap<>();
    private Optional<PayloadRewrite> rewrite = Optional.empty();

    /**
     * @param noted what the source notes of the use of its keys; to a target that notes something else it says nothing
     */
    RestoreCommand(TargetServers servers, Recency noted) throws IOException {
        this.servers = servers;
        ServerInfo info = servers.info();
        this.replaces = info.isAtLeast(REPLACE_SINCE);
        this.takesAbsoluteTimes = info.isAtLeast(ABSTTL_SINCE);
        this.recency = takesAbsoluteTimes && info.recency() == noted ? noted : Recency.NONE;
    }

    /** Collects the command for one key. */
    void add(Pipeline pipeline, RecordReader record, long expiry, long now) throws IOException {
        byte[] payload = record.payload();
        int length = record.payloadLength();
        if (!isAccepted(Payload.rdbVersion(payload, length))) {
            PayloadRewrite rewriting = rewriting();
            rewriting.rewrite(payload, length);
            payload = rewriting.bytes();
            length = rewriting.size();
        }
        RespConnection server = pipeline.server();
        byte[] key = record.key();
        if (!replaces) {
            server.begin(2).word("DEL").word(key);
            pipeline.collected("DEL", key);
        }
        boolean absolute = expiry != 0 && takesAbsoluteTimes;
        boolean used = recency != Recency.NONE && record.recency() != RecordWriter.NOT_ASKED;
        server.begin(STARTS[(replaces ? 1 : 0) + (absolute ? 1 : 0) + (used ? 2 : 0)])
                .word(key);
        if (expiry == 0) {
            server.word(ZERO);
        } else {
            server.word(String.valueOf(absolute ? expiry : Math.max(1, expiry - now)));
        }
        server.longWord(payload, 0, length);
        if (replaces) {
            server.word(REPLACE);
        }
        if (absolute) {
            server.word(ABSTTL);
        }
        if (used) {
            server.word(recency.word()).word(String.valueOf(record.recency()));
        }
        pipeline.collected(NAME, key);
    }

    private boolean isAccepted(int rdbVersion) throws IOException {
        Boolean known = accepted.get(rdbVersion);
        if (known == null) {
            servers.settle();
            known = PayloadFormat.accepts(servers.any(), rdbVersion);
            accepted.put(rdbVersion, known);
        }
        return known;
    }

    private PayloadRewrite rewriting() throws IOException {
        if (rewrite.isEmpty()) {
            servers.settle();
            rewrite = Optional.of(PayloadRewrite.of(servers.any()));
        }
        return rewrite.get();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
