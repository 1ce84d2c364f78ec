package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.digest.ContentDigest;
import dev.uprev.digest.Xxh64;
import dev.uprev.plan.StepContext;
import java.io.IOException;
import java.util.Optional;

/** Compares large keys, which the target is asked for piece by piece too. For one thread. */
final class LargeKeyComparison {
    private final StepContext context;
    private final TargetServers servers;
    private final KeyDifferences differences;

    LargeKeyComparison(StepContext context, TargetServers servers, KeyDifferences differences) {
        this.context = context;
        this.servers = servers;
        this.differences = differences;
    }

    /** Compares the key of an item of the archive; returns a digest of it where it is there. */
    ContentDigest compare(ArchiveReader archive, ArchiveEntry entry) throws IOException {
        LargeKey large = LargeKey.of(entry);
        int database = Keyspace.database(entry);
        ContentDigest present = new ContentDigest();
        RespConnection server = servers.of(database, large.key()).server();
        Deadlines deadlines = Deadlines.of(server, context.clock(), entry);
        long expected = deadlines.here(large.expiry());
        String type =
                RedisErrors.require("TYPE", server.call("TYPE", large.key())).toString();
        Optional<ValueType> found = ValueType.named(type);
        if (found.isEmpty()) {
            if (!deadlines.mayBeOver(expected)) {
                differences.missing(database, large.key());
            }
        } else {
            present.add(Xxh64.hash(large.key()));
            CommandDigest here = new CommandDigest(large.type(), deadlines.fieldsOver());
            CommandReader.read(archive.read(entry), here);
            CommandDigest there = new CommandDigest(found.get(), deadlines.fieldsOver());
            var unused = new LargeValue(server, servers.info(), large.key(), context.cancellation())
                    .read(found.get(), there);
            differences.value(database, large.key(), here.value(), there.value());
            long expiry = new KeyExpiry(servers.info()).of(server, large.key());
            if (!deadlines.areSame(expected, expiry)) {
                differences.expiry(database, large.key(), expected, expiry);
            }
        }
        context.progress().advance(entry.name(), 1);
        return present;
    }
}
