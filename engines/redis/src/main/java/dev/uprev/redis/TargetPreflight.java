package dev.uprev.redis;

import dev.uprev.archive.ArchiveReader;
import dev.uprev.compat.Finding;
import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.UpgradeScope;
import dev.uprev.net.NetworkErrors;
import dev.uprev.plan.PlanContext;
import dev.uprev.spi.InspectionContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What stands in the way of a restore, on the target. Changes nothing. */
final class TargetPreflight {
    private final PlanContext context;
    private final RedisFacts source;
    private final Connections connections;
    private final InspectionContext access;
    private final List<Finding> findings = new ArrayList<>();

    private TargetPreflight(PlanContext context, Connections connections, InspectionContext access) {
        this.context = context;
        this.source = new RedisFacts(context.source());
        this.connections = connections;
        this.access = access;
    }

    static List<Finding> findings(PlanContext context, Instance target, InspectionContext access) {
        Connections connections = new Connections(Side.TARGET, target, access.secrets());
        try {
            TargetPreflight preflight = new TargetPreflight(context, connections, access);
            preflight.look(preflight.sourceObjects());
            return preflight.findings.stream().distinct().toList();
        } catch (IOException e) {
            throw NetworkErrors.explain("cannot look at the target, " + target, target, e);
        }
    }

    /** Of the source where it is there, and told by it what it is beside the target; else of its dump. */
    private ServerObjects sourceObjects() throws IOException {
        if (context.request().scope() == UpgradeScope.WHOLE) {
            Connections sources = new Connections(Side.SOURCE, context.request().source(), access.secrets());
            findings.addAll(new PairChecks(sources, connections, access.clock()).findings());
            return ServerObjects.of(new ServerSet(sources));
        }
        try (ArchiveReader archive = ArchiveReader.open(access.archive())) {
            return ServerObjects.of(archive);
        }
    }

    private void look(ServerObjects objects) throws IOException {
        CommandChecks commands = CommandChecks.ofTarget(connections, source, RedisOptions.hasLargeKeys(context));
        Topology topology = Topology.of(connections);
        TargetRoom room = new TargetRoom(context.source().bytes());
        for (HostPort primary : topology.primaries()) {
            try (RespConnection server = connections.open(primary)) {
                ServerInfo info = ServerInfo.of(server);
                room.add(info);
                empty(primary, info);
                if (info.isCluster()) {
                    findings.addAll(SlotChecks.moving(Side.TARGET, primary, server));
                }
                databases(server);
                modules(server);
                findings.addAll(ServerObjectChecks.findings(objects, connections.instance(), server, info));
                List<Finding> refused = commands.findings(server, info.version());
                findings.addAll(refused);
                if (!info.isReplica() && refused.stream().noneMatch(Finding::isBlocker)) {
                    findings.addAll(FormatChecks.findings(server, source));
                }
            }
        }
        findings.addAll(room.findings());
    }

    private void empty(HostPort primary, ServerInfo info) {
        if (!info.keys().isEmpty()) {
            findings.add(Finding.blocker(
                    "target-not-empty",
                    primary + ": keys in databases " + info.keys(),
                    "a restore does not mix with what is there",
                    "give an empty server, or FLUSHALL on this one"));
        }
        if (info.isReplica()) {
            findings.add(Finding.blocker(
                    "target-is-replica",
                    primary + ": role:" + info.field("role"),
                    "a replica takes no writes but those of its primary",
                    "give the address of the primary, or REPLICAOF NO ONE"));
        }
    }

    private void databases(RespConnection server) throws IOException {
        int highest = source.highestDatabase();
        if (highest > 0 && server.call("SELECT", highest) instanceof Reply.Failure failure) {
            findings.add(Finding.blocker(
                    "too-few-databases",
                    failure.message(),
                    "the source has keys in database " + highest + ", which the target does not have",
                    "set databases to " + (highest + 1) + " or more in the configuration of the target and start it"
                            + " again (of a cluster cluster-databases, which Valkey has since 9.0), or move these keys"
                            + " to lower databases of the source by MOVE"));
        }
    }

    private void modules(RespConnection server) throws IOException {
        TreeSet<String> missing = new TreeSet<>(source.modules());
        for (Reply module : server.call("MODULE", "LIST").list()) {
            missing.remove(module.list().get(1).toString());
        }
        // Valkey's interpreter of scripts keeps no keys.
        missing.remove("lua");
        if (!missing.isEmpty()) {
            findings.add(Finding.warning(
                    "modules-missing",
                    String.join(", ", missing),
                    "the source has modules that the target lacks; a key of a type of theirs cannot be restored, and"
                            + " ends the upgrade with payload-unknown before anything is lost",
                    "load them on the target, or see to it that no such keys are there"));
        }
    }
}
