package dev.uprev.redis;

import dev.uprev.compat.Finding;
import dev.uprev.model.HostPort;
import dev.uprev.model.Side;
import dev.uprev.net.NetworkErrors;
import dev.uprev.plan.PlanContext;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.InstanceController;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the servers, their files and the new program for all that stands in the way of an upgrade in place. */
final class InPlacePreflight {
    private final PlanContext plan;
    private final InspectionContext access;
    private final List<Finding> findings = new ArrayList<>();

    private InPlacePreflight(PlanContext plan, InspectionContext access) {
        this.plan = plan;
        this.access = access;
    }

    /** All findings. Changes nothing. */
    static List<Finding> look(PlanContext plan, InspectionContext access, InstanceController servers) {
        InPlacePreflight preflight = new InPlacePreflight(plan, access);
        Optional<InPlaceFacts> facts = new InPlaceInspection(
                        plan.request(), plan.source().version(), access, servers, preflight.findings)
                .look();
        if (facts.isPresent()) {
            try {
                preflight.look(facts.get());
            } catch (IOException e) {
                throw NetworkErrors.lost(
                        "the source does not answer any more", plan.request().source(), e);
            }
        }
        return List.copyOf(preflight.findings);
    }

    private void look(InPlaceFacts facts) throws IOException {
        Connections connections = new Connections(Side.SOURCE, plan.request().source(), access.secrets());
        Optional<Sentinels> sentinels = Sentinels.of(plan.request());
        InPlaceTopologyChecks topology = new InPlaceTopologyChecks(facts.servers(), sentinels.isPresent());
        HostPort first = facts.servers().get(0).address();
        sentinels.ifPresent(named -> findings.addAll(new SentinelChecks(named, connections, first).look()));
        for (ServerSite site : facts.servers()) {
            try (RespConnection server = connections.open(site.address())) {
                ServerInfo info = ServerInfo.of(server);
                findings.addAll(topology.look(site, server, info));
                findings.addAll(new InPlaceServerChecks(plan.request().source(), site, server, info).look());
                format(site, server, info, facts.fresh());
                findings.addAll(
                        new InPlaceFileChecks(site, info, facts.fresh(), access.archive()).look(access.tools()));
            }
        }
    }

    private void format(ServerSite site, RespConnection server, ServerInfo info, NewProgram fresh) throws IOException {
        RdbFormat format = RdbFormat.of(server, info);
        if (!fresh.reads(access.tools(), format)) {
            findings.add(Finding.blocker(
                    "format-unreadable",
                    format.magic() + " of server " + site,
                    fresh + " does not read files of this format, which "
                            + info.flavour().product() + " " + info.version() + " writes",
                    info.flavour() == fresh.flavour()
                            ? "take a newer release of " + info.flavour().product()
                            : "dump and restore carries what both products know, or stay with "
                                    + info.flavour().product()));
        }
    }
}
