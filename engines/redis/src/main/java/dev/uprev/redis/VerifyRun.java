package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.digest.ContentDigest;
import dev.uprev.model.HostPort;
import dev.uprev.model.Side;
import dev.uprev.model.VerificationLevel;
import dev.uprev.net.NetworkErrors;
import dev.uprev.plan.StepContext;
import dev.uprev.plan.Verification;
import dev.uprev.transfer.Crew;
import dev.uprev.transfer.Differences;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The action of the verify step. Each key of the dump is compared with that of the target, and the keys of the target
 * with those of the dump; or only their numbers, where contents are not to be compared.
 */
final class VerifyRun {
    private final StepContext context;
    private final Connections connections;
    private final VerificationLevel level;
    private final Differences differences = new Differences();
    private final KeyDifferences keyDifferences = new KeyDifferences(differences);

    VerifyRun(StepContext context) {
        this.context = context;
        this.connections = new Connections(Side.TARGET, context.target(), context.secrets());
        this.level = context.plan().request().verification();
    }

    void carryOut() throws Exception {
        SortedMap<Integer, Long> dumped = new TreeMap<>();
        try (ArchiveReader archive = ArchiveReader.open(context.archive())) {
            List<ArchiveEntry> entries =
                    archive.entries().stream().filter(Keyspace::isOfKeys).toList();
            for (ArchiveEntry entry : archive.entries()) {
                ServerObjects.compare(context, connections, archive, entry, differences);
            }
            entries.forEach(entry -> dumped.merge(Keyspace.database(entry), entry.items(), Long::sum));
            if (level == VerificationLevel.CONTENT) {
                contents(archive, entries);
            } else {
                numbers(archive, dumped);
            }
        } catch (IOException e) {
            throw NetworkErrors.lost("the target does not answer any more", context.target(), e);
        }
        long keys = dumped.values().stream().mapToLong(Long::longValue).sum();
        context.report(new Verification(level, dumped.size(), keys, differences.first()));
        if (differences.count() > 0) {
            throw differences.failed(
                    "the target is not what the source was",
                    "see all differences in the report; then mend the target, or empty it and restore again");
        }
    }

    private void contents(ArchiveReader archive, List<ArchiveEntry> entries) throws Exception {
        Map<Integer, ContentDigest> present = new ConcurrentHashMap<>();
        Crew crew = new Crew(context);
        Queue<ArchiveEntry> queue = new ConcurrentLinkedQueue<>(entries);
        for (int i = 1; i <= context.plan().request().transfer().jobs(); i++) {
            crew.start("verify-" + i, () -> work(crew, archive, queue, present));
        }
        crew.await();
        KeySets sets = keySets();
        for (int database : targetKeys().keySet()) {
            ContentDigest known = present.getOrDefault(database, new ContentDigest());
            if (!sets.digest(database).equals(known)) {
                // Some may have expired since they were compared: only a look at each of them tells.
                sets.compare(archive, database, keyDifferences);
            }
        }
    }

    private void work(
            Crew crew, ArchiveReader archive, Queue<ArchiveEntry> queue, Map<Integer, ContentDigest> present) {
        try (TargetServers servers = TargetServers.open(connections)) {
            crew.watch(servers);
            try {
                servers.doNotTouch();
                KeyspaceComparison keys = new KeyspaceComparison(context, servers, keyDifferences);
                LargeKeyComparison large = new LargeKeyComparison(context, servers, keyDifferences);
                for (ArchiveEntry entry = queue.poll(); entry != null; entry = queue.poll()) {
                    ContentDigest found = entry.kind().equals(LargeKey.KIND)
                            ? large.compare(archive, entry)
                            : keys.compare(archive, entry);
                    present.merge(Keyspace.database(entry), found, VerifyRun::sum);
                }
            } finally {
                crew.unwatch(servers);
            }
        } catch (IOException e) {
            throw NetworkErrors.lost("the target does not answer any more", context.target(), e);
        }
    }

    private static ContentDigest sum(ContentDigest one, ContentDigest other) {
        ContentDigest sum = new ContentDigest();
        sum.combine(one);
        sum.combine(other);
        return sum;
    }

    /**
     * Where the numbers differ, some keys may have expired since, or SCAN may have named one twice: so all are looked
     * at.
     */
    private void numbers(ArchiveReader archive, SortedMap<Integer, Long> dumped) throws IOException {
        SortedMap<Integer, Long> there = targetKeys();
        dumped.keySet().forEach(database -> there.putIfAbsent(database, 0L));
        KeySets sets = keySets();
        for (Map.Entry<Integer, Long> each : there.entrySet()) {
            int database = each.getKey();
            if (!each.getValue().equals(dumped.get(database))) {
                KeySets.Numbers keys = sets.compare(archive, database, keyDifferences);
                if (keys.found() < keys.dumped()) {
                    keyDifferences.count(database, keys.dumped(), keys.found());
                }
            }
        }
    }

    private KeySets keySets() throws IOException {
        return new KeySets(context, connections, Topology.of(connections).primaries());
    }

    /** Numbers of keys by database. */
    private SortedMap<Integer, Long> targetKeys() throws IOException {
        SortedMap<Integer, Long> there = new TreeMap<>();
        for (HostPort primary : Topology.of(connections).primaries()) {
            try (RespConnection server = connections.open(primary)) {
                ServerInfo.section(server, "keyspace")
                        .keys()
                        .forEach((database, keys) -> there.merge(database, keys, Long::sum));
            }
        }
        return there;
    }
}
