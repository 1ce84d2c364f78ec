package dev.uprev.redis;

import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.ItemWriter;
import dev.uprev.archive.LedgerCategory;
import dev.uprev.digest.Xxh64;
import dev.uprev.error.UpgradeException;
import dev.uprev.plan.StepContext;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Dumps keys that are too large for DUMP, each as an item of its own: piece by piece, so that the server is not
 * blocked, as the commands that build the value again. For one thread.
 */
final class LargeKeys {
    private final StepContext context;
    private final ArchiveWriter archive;
    private final RespConnection server;
    private final ServerInfo info;
    private final Keyspace keyspace;
    private final long limit;

    LargeKeys(StepContext context, ArchiveWriter archive, RespConnection server, ServerInfo info, Keyspace keyspace) {
        this.context = context;
        this.archive = archive;
        this.server = server;
        this.info = info;
        this.keyspace = keyspace;
        this.limit = RedisOptions.largeKeyBytes(context.plan().request());
    }

    /** What a key must take in memory to be a large one, in bytes. */
    long limit() {
        return limit;
    }

    /** Dumps one, unless an earlier attempt has; {@code false} where it is gone. */
    boolean dump(byte[] key) throws IOException {
        String name = keyspace.name() + "/" + Long.toHexString(Xxh64.hash(key));
        if (archive.completed().stream()
                .anyMatch(entry -> entry.kind().equals(LargeKey.KIND)
                        && entry.name().equals(name)
                        && Arrays.equals(LargeKey.of(entry).key(), key))) {
            return true;
        }
        Optional<LargeKey> found = find(key);
        if (found.isEmpty()) {
            return false;
        }
        try (ItemWriter item = archive.begin(LargeKey.KIND, name, 0)) {
            CommandWriter commands = new CommandWriter(item);
            long orphans = new LargeValue(server, info, key, context.cancellation())
                    .read(found.get().type(), commands);
            if (orphans > 0) {
                item.ledger(
                        LedgerCategory.CONVERTED,
                        orphans,
                        "pending entries of the stream whose messages are deleted: no command makes them");
            }
            SortedMap<String, String> metadata = keyspace.metadata();
            found.get().put(metadata);
            ServerClock.of(server, context.clock()).put(metadata);
            item.complete(1, metadata);
        }
        context.progress().advance(keyspace.name(), 1);
        return true;
    }

    private Optional<LargeKey> find(byte[] key) throws IOException {
        String type = RedisErrors.require("TYPE", server.call("TYPE", key)).toString();
        if (type.equals("none")) {
            return Optional.empty();
        }
        long expiry = new KeyExpiry(info).of(server, key);
        long recency = RecordWriter.NOT_ASKED;
        if (info.recency() != Recency.NONE
                && RedisErrors.require(
                                "OBJECT", server.call("OBJECT", info.recency().word(), key))
                        instanceof Reply.Whole number) {
            recency = number.value();
        }
        ValueType known = ValueType.named(type)
                .orElseThrow(() -> UpgradeException.failed("payload-unknown", "cannot dump a key piece by piece")
                        .seen(type + " " + KeyText.of(key))
                        .why("it is larger than " + limit + " bytes, and a value of a module has no pieces")
                        .fix("raise the option " + RedisOptions.LARGE_KEY_BYTES + ", so that DUMP is used for it"));
        return Optional.of(new LargeKey(key, known, expiry, recency));
    }
}
