package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.model.HostPort;
import dev.uprev.model.VerificationLevel;
import dev.uprev.net.NetworkErrors;
import dev.uprev.plan.Difference;
import dev.uprev.plan.StepContext;
import dev.uprev.plan.Verification;
import dev.uprev.transfer.Differences;
import java.io.IOException;
import java.util.SortedMap;
import java.util.TreeMap;

/** The action of the verify step: numbers of keys, and each key of the dump where contents are compared. */
final class VerifyRun {
    private final StepContext context;
    private final Connections connections;
    private final VerificationLevel level;
    private final Differences differences = new Differences();

    VerifyRun(StepContext context) {
        this.context = context;
        this.connections = new Connections(Side.TARGET, context.target(), context.secrets());
        this.level = context.plan().request().verification();
    }

    void carryOut() {
        SortedMap<Integer, Long> dumped = new TreeMap<>();
        SortedMap<Integer, Long> gone = new TreeMap<>();
        try (ArchiveReader archive = ArchiveReader.open(context.archive());
                TargetServers servers = TargetServers.open(connections)) {
            KeyspaceComparison comparison = new KeyspaceComparison(context, servers, differences);
            for (ArchiveEntry entry : archive.entries()) {
                int database = KeyspaceDump.database(entry);
                dumped.merge(database, entry.items(), Long::sum);
                if (level == VerificationLevel.CONTENT) {
                    gone.merge(database, comparison.compare(archive, entry), Long::sum);
                }
            }
            counts(dumped, gone);
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

    /**
     * What is there must have been in the dump. Fewer keys are no difference by themselves: some expire, and SCAN may
     * have named one twice; those that are missing have been found one by one.
     */
    private void counts(SortedMap<Integer, Long> dumped, SortedMap<Integer, Long> gone) throws IOException {
        SortedMap<Integer, Long> there = new TreeMap<>();
        for (HostPort primary : Topology.of(connections).primaries()) {
            try (RespConnection server = connections.open(primary)) {
                ServerInfo.parse(server.call("INFO", "keyspace").toString())
                        .keys()
                        .forEach((database, keys) -> there.merge(database, keys, Long::sum));
            }
        }
        there.forEach((database, keys) -> {
            long most = dumped.getOrDefault(database, 0L) - gone.getOrDefault(database, 0L);
            if (keys > most) {
                differences.add(new Difference(
                        "database " + database, "number of keys", String.valueOf(most), String.valueOf(keys)));
            }
        });
    }
}
