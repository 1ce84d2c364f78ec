package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.archive.ItemWriter;
import dev.uprev.archive.LedgerCategory;
import dev.uprev.error.UpgradeException;
import dev.uprev.plan.StepContext;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Collectors;

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
    private final Set<String> done;

    LargeKeys(StepContext context, ArchiveWriter archive, RespConnection server, ServerInfo info, Keyspace keyspace) {
        this.context = context;
        this.archive = archive;
        this.server = server;
        this.info = info;
        this.keyspace = keyspace;
        this.limit = RedisOptions.largeKeyBytes(context.plan().request());
        this.done = archive.completed().stream()
                .filter(entry -> entry.kind().equals(LargeKey.KIND) && keyspace.has(entry))
                .map(ArchiveEntry::name)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** What a key must take in memory to be a large one, in bytes. */
    long limit() {
        return limit;
    }

    /** Dumps one, unless an earlier attempt has; {@code false} where it is gone. */
    boolean dump(byte[] key) throws IOException {
        String name = keyspace.name() + "/" + digest(key);
        if (done.contains(name)) {
            return true;
        }
        Optional<LargeKey> found = find(key);
        if (found.isEmpty()) {
            return false;
        }
        try (ItemWriter item = archive.begin(LargeKey.KIND, name, 0)) {
            CommandWriter commands = new CommandWriter(item);
            Optional<Long> orphans = read(key, found.get().type(), commands);
            if (orphans.isEmpty()) {
                return false;
            }
            if (orphans.get() > 0) {
                item.ledger(
                        LedgerCategory.CONVERTED,
                        orphans.get(),
                        "pending entries of the stream whose messages are deleted: no command makes them");
            }
            SortedMap<String, String> metadata = keyspace.metadata();
            found.get().put(metadata);
            ServerClock.of(server, context.clock()).put(metadata);
            item.complete(1, metadata);
        }
        done.add(name);
        context.progress().advance(keyspace.name(), 1);
        return true;
    }

    /** Keys may be of any length; this is short. */
    private static String digest(byte[] key) {
        return UUID.nameUUIDFromBytes(key).toString();
    }

    /** Reads it; nothing where it has expired, or was deleted, in the midst of that. */
    private Optional<Long> read(byte[] key, ValueType type, CommandSink sink) throws IOException {
        try {
            long orphans = new LargeValue(server, info, key, context.cancellation()).read(type, sink);
            return exists(key) ? Optional.of(orphans) : Optional.empty();
        } catch (UpgradeException e) {
            if (exists(key)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private boolean exists(byte[] key) throws IOException {
        return RedisErrors.require("EXISTS", server.call("EXISTS", key)).number() > 0;
    }

    private Optional<LargeKey> find(byte[] key) throws IOException {
        String type = RedisErrors.require("TYPE", server.call("TYPE", key)).toString();
        if (type.equals("none")) {
            return Optional.empty();
        }
        long expiry = new KeyExpiry(info).of(server, key);
        ValueType known = ValueType.named(type)
                .orElseThrow(() -> UpgradeException.failed("payload-unknown", "cannot dump a key piece by piece")
                        .seen(type + " " + KeyText.of(key))
                        .why("it is larger than " + limit + " bytes, and a value of a module has no pieces")
                        .fix("raise the option " + RedisOptions.LARGE_KEY_BYTES + ", so that DUMP is used for it"));
        return Optional.of(new LargeKey(key, known, expiry));
    }
}
