package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.HostPort;
import dev.uprev.model.Side;
import dev.uprev.net.NetworkErrors;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Crew;
import dev.uprev.transfer.RunArchive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The action of the dump step: several servers of a cluster at a time, the databases of one after the other. */
final class DumpRun {
    /** A server that holds data, and what it tells of itself. */
    private record Server(HostPort address, ServerInfo info) {
        List<Keyspace> keyspaces() {
            return info.keys().keySet().stream()
                    .map(database -> new Keyspace(address, database, info.runId()))
                    .toList();
        }
    }

    /** Key of the journal: which server had which slots when the dump began. */
    private static final String SLOTS = "dump.slots";

    private final StepContext context;
    private final Connections connections;

    DumpRun(StepContext context) {
        this.context = context;
        this.connections = new Connections(Side.SOURCE, context.source(), context.secrets());
    }

    void carryOut() throws Exception {
        try (ArchiveWriter archive = RunArchive.open(context)) {
            List<Server> servers = servers();
            discardOutdated(archive, servers);
            SourceWrites writes = SourceWrites.begin(
                    context, connections, servers.stream().map(Server::address).toList());
            RunArchive.begun(context);
            ServerObjects.dump(context, archive, connections);
            Crew crew = new Crew(context);
            Queue<Server> queue = new ConcurrentLinkedQueue<>(servers);
            int jobs = Math.min(context.plan().request().transfer().jobs(), servers.size());
            for (int i = 1; i <= jobs; i++) {
                crew.start("dump-" + i, () -> work(crew, archive, queue));
            }
            crew.await();
            requireSameSlots();
            writes.tell();
            archive.finish();
        } catch (IOException e) {
            RunArchive.failed(context);
            throw lost(e);
        } catch (Exception e) {
            RunArchive.failed(context);
            throw e;
        }
    }

    private List<Server> servers() throws IOException {
        List<Server> servers = new ArrayList<>();
        for (HostPort address : Topology.of(connections).primaries()) {
            try (RespConnection server = connections.open(address)) {
                servers.add(new Server(address, ServerInfo.of(server)));
            }
        }
        return servers;
    }

    /**
     * What was dumped from a server that is not there any more, or was started anew since; or everything, when slots of
     * a cluster have gone elsewhere.
     */
    private void discardOutdated(ArchiveWriter archive, List<Server> servers) throws IOException {
        List<Keyspace> keyspaces =
                servers.stream().flatMap(server -> server.keyspaces().stream()).toList();
        String slots = slots();
        boolean sameSlots = context.recall(SLOTS).orElse(slots).equals(slots);
        List<ArchiveEntry> outdated = archive.completed().stream()
                .filter(Keyspace::isOfKeys)
                .filter(entry -> !sameSlots || keyspaces.stream().noneMatch(keyspace -> keyspace.has(entry)))
                .toList();
        if (!outdated.isEmpty()) {
            RestoredItems.dumpedAnew(context);
            archive.discard(outdated.stream().map(ArchiveEntry::key).toList());
        }
        // Not before: a crash in between must not make outdated items pass for those of the slots as they are now.
        context.remember(SLOTS, slots);
    }

    /** A key that went from a server still to be read to one that was read already is in no item. */
    private void requireSameSlots() throws IOException {
        String before = context.recall(SLOTS).orElse("");
        String now = slots();
        if (!now.equals(before)) {
            throw RedisErrors.clusterChanged("cannot rely on what was dumped", "slots " + before + ", then " + now);
        }
    }

    /** Which server of a cluster has which slots; empty where there is no cluster. */
    private String slots() throws IOException {
        Topology topology = Topology.of(connections);
        if (!topology.cluster()) {
            return "";
        }
        HostPort first = topology.primaries().get(0);
        try (RespConnection node = connections.open(first)) {
            return ClusterSlots.of(node, first.host()).text();
        }
    }

    private void work(Crew crew, ArchiveWriter archive, Queue<Server> queue) {
        try {
            for (Server next = queue.poll(); next != null; next = queue.poll()) {
                dump(crew, archive, next);
            }
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private void dump(Crew crew, ArchiveWriter archive, Server source) throws IOException {
        try (RespConnection server = connections.open(source.address())) {
            crew.watch(server);
            try {
                server.doNotTouch(source.info());
                for (Keyspace keyspace : source.keyspaces()) {
                    if (keyspace.database() > 0) {
                        RedisErrors.require("SELECT", server.call("SELECT", keyspace.database()));
                    }
                    new KeyspaceDump(context, archive, server, source.info(), keyspace).run();
                }
            } finally {
                crew.unwatch(server);
            }
        }
    }

    private UpgradeException lost(IOException e) {
        return NetworkErrors.lost("the source does not answer any more", context.source(), e);
    }
}
