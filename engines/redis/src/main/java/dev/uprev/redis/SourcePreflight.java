package dev.uprev.redis;

import dev.uprev.compat.Finding;
import dev.uprev.model.HostPort;
import dev.uprev.model.ServiceSettings;
import dev.uprev.model.Side;
import dev.uprev.net.NetworkErrors;
import dev.uprev.plan.PlanContext;
import dev.uprev.spi.InspectionContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What stands in the way of a dump, on the source. Changes nothing. */
final class SourcePreflight {
    private static final int SHOWN = 5;

    private final PlanContext context;
    private final Connections connections;
    private final List<Finding> findings = new ArrayList<>();

    private SourcePreflight(PlanContext context, Connections connections) {
        this.context = context;
        this.connections = connections;
    }

    static List<Finding> findings(PlanContext context, InspectionContext access) {
        Connections connections = new Connections(Side.SOURCE, context.request().source(), access.secrets());
        try {
            SourcePreflight preflight = new SourcePreflight(context, connections);
            preflight.findings.addAll(
                    ArchiveRoom.findings(access.archive(), context.source().bytes()));
            return preflight.look();
        } catch (IOException e) {
            throw NetworkErrors.explain(
                    "cannot look at the source, " + connections.instance(), connections.instance(), e);
        }
    }

    private List<Finding> look() throws IOException {
        CommandChecks commands = CommandChecks.ofSource(
                connections, new RedisFacts(context.source()), RedisOptions.hasLargeKeys(context));
        for (HostPort primary : Topology.of(connections).primaries()) {
            try (RespConnection server = connections.open(primary)) {
                ServerInfo info = ServerInfo.of(server);
                replica(primary, info);
                if (info.isCluster()) {
                    findings.addAll(SlotChecks.moving(Side.SOURCE, primary, server));
                }
                clients(primary, server);
                findings.addAll(commands.findings(server, info.version()));
            }
        }
        findings.addAll(ServerObjects.of(new ServerSet(connections)).findings());
        return findings.stream().distinct().toList();
    }

    private void replica(HostPort address, ServerInfo info) {
        if (!info.isReplica()) {
            return;
        }
        boolean up = info.field("master_link_status").equals("up");
        String seen = address + ": role:slave, master_link_status:" + info.field("master_link_status")
                + (up ? ", last heard of it " + info.field("master_last_io_seconds_ago") + " s ago" : "");
        findings.add(
                up
                        ? Finding.warning(
                                "source-is-replica",
                                seen,
                                "what its primary has not sent to it yet when the dump begins will not be on the"
                                        + " target",
                                "stop what writes to the primary first, or give the address of the primary")
                        : Finding.blocker(
                                "replica-link-down",
                                seen,
                                "it has lost its primary, and nobody knows how old its data are",
                                "let it find its primary again, or give the address of the primary"));
    }

    /** Where the upgrade stops the services, they are there still. */
    private void clients(HostPort address, RespConnection server) throws IOException {
        ServiceSettings services = context.request().services();
        if (services.quiesce() && !services.services().isEmpty()) {
            return;
        }
        List<String> others = server.call("CLIENT", "LIST")
                .toString()
                .lines()
                // M and S are links between primaries and replicas; the last two have not said yet who they are.
                .filter(client -> client.startsWith("id=")
                        && !client.contains(" name=" + Connections.CLIENT_NAME + " ")
                        && !client.matches(".* flags=\\S*[MS].*")
                        && !client.matches(".* cmd=(NULL|auth)\\b.*"))
                .map(client -> client.replaceFirst(".* addr=(\\S+).*", "$1"))
                .toList();
        if (!others.isEmpty()) {
            findings.add(Finding.warning(
                    "clients-connected",
                    address + ": " + String.join(", ", others.subList(0, Math.min(SHOWN, others.size())))
                            + (others.size() > SHOWN ? " and " + (others.size() - SHOWN) + " more" : ""),
                    "what they write after the dump has begun may not be on the target",
                    "stop them, or see to it that they do not write"));
        }
    }
}
