package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.plan.PlanContext;
import dev.uprev.spi.InspectionContext;
import dev.uprev.tool.Tool;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the live servers for all that stands in the way of a dump or a restore. Changes nothing. */
final class Preflight {
    private static final String PURPOSE = "preflight";

    private Preflight() {}

    /**
     * Whether the source can be dumped for the target's version.
     *
     * @throws UpgradeException when the source cannot be looked at
     */
    static List<Finding> dump(PlanContext plan, InspectionContext access) {
        List<Finding> findings = new ArrayList<>(SpaceChecks.archive(plan, access.archive()));
        findings.addAll(source(plan, access));
        return List.copyOf(findings);
    }

    private static List<Finding> source(PlanContext plan, InspectionContext access) {
        List<Finding> findings = new ArrayList<>();
        PgTools tools = PgTools.of(access.tools(), plan.request(), plan.path().target());
        Optional<Tool> pgDump = ToolChecks.find(tools::pgDump, findings);
        if (pgDump.isPresent()) {
            ToolChecks.find(tools::pgDumpAll, findings);
        }
        Connections connections = new Connections(Side.SOURCE, plan.request().source(), access.secrets());
        PostgresqlFacts source = new PostgresqlFacts(plan.source());
        List<Check> ofServer = new ArrayList<>(SourceServerChecks.all());
        ofServer.addAll(ActivityChecks.all());
        findings.addAll(run(ofServer, plan, connections, connections.mainDatabase(), Optional.empty()));
        if (!DatabaseSelection.of(plan.request()).isNamed()) {
            findings.addAll(run(
                    List.of(SourceServerChecks::templateChanged), plan, connections, "template1", Optional.empty()));
        }
        List<Check> ofDatabase = new ArrayList<>(PrivilegeChecks.all());
        ofDatabase.addAll(RemovedFeatureChecks.all());
        ofDatabase.addAll(ContentChecks.all());
        ofDatabase.add(at -> ToolChecks.columnVersions(at, pgDump));
        for (DatabaseFacts database : source.databases()) {
            if (database.permitted()) {
                findings.addAll(run(ofDatabase, plan, connections, database.name(), Optional.of(database.name())));
            }
        }
        return findings;
    }

    /**
     * Whether the source can be followed by a server of the target's version, and that server is able to.
     *
     * @throws UpgradeException when a server cannot be looked at
     */
    static List<Finding> replication(PlanContext plan, InspectionContext access) {
        List<Finding> findings = new ArrayList<>(source(plan, access));
        findings.addAll(restore(plan, access));
        findings.addAll(publisher(plan, access));
        if (plan.request().target() instanceof UpgradeTarget.Existing existing) {
            findings.addAll(target(plan, existing.instance(), access));
        }
        return List.copyOf(findings);
    }

    private static List<Finding> publisher(PlanContext plan, InspectionContext access) {
        boolean back = new ReplicationOptions(plan.request()).keepsWayBack();
        Connections source = new Connections(Side.SOURCE, plan.request().source(), access.secrets());
        List<Check> ofServer = new ArrayList<>(ReplicationServerChecks.all());
        ofServer.add(at -> ReplicationSettingChecks.publisher(at, Side.SOURCE));
        ofServer.add(at -> ReplicationPrivilegeChecks.publisher(at, Side.SOURCE));
        if (back) {
            ofServer.add(at -> ReplicationSettingChecks.subscriber(at, Side.SOURCE));
            ofServer.add(at -> ReplicationPrivilegeChecks.subscriber(at, Side.SOURCE));
        }
        List<Finding> findings = new ArrayList<>(run(ofServer, plan, source, source.mainDatabase(), Optional.empty()));
        for (DatabaseFacts database : new PostgresqlFacts(plan.source()).databases()) {
            if (database.permitted()) {
                findings.addAll(
                        run(ReplicationTableChecks.all(), plan, source, database.name(), Optional.of(database.name())));
            }
        }
        return findings;
    }

    /** What a target that is to follow the source needs besides. */
    private static List<Check> subscriber(
            PlanContext plan, Instance target, Connections connections, InspectionContext access) {
        boolean back = new ReplicationOptions(plan.request()).keepsWayBack();
        List<String> databases = new PostgresqlFacts(plan.source())
                .databases().stream().map(DatabaseFacts::name).toList();
        Instance source = plan.request().source();
        List<Check> checks = new ArrayList<>();
        checks.add(at -> ReplicationSettingChecks.subscriber(at, Side.TARGET));
        checks.add(at -> ReplicationPrivilegeChecks.subscriber(at, Side.TARGET));
        checks.add(at -> new ReplicationReach(
                        connections, new PublisherAddress(plan.request(), false, source, access.secrets()))
                .look(databases));
        if (back) {
            checks.add(at -> ReplicationSettingChecks.publisher(at, Side.TARGET));
            checks.add(at -> ReplicationPrivilegeChecks.publisher(at, Side.TARGET));
            // Not every database is there yet.
            checks.add(at -> new ReplicationReach(
                            new Connections(Side.SOURCE, source, access.secrets()),
                            new PublisherAddress(plan.request(), true, target, access.secrets()))
                    .look(List.of(connections.mainDatabase())));
        }
        return checks;
    }

    /**
     * Whether there is what a restore needs on this machine; looks at no server.
     *
     * @throws UpgradeException when a program cannot be asked for its version
     */
    static List<Finding> restore(PlanContext plan, InspectionContext access) {
        List<Finding> findings = new ArrayList<>();
        PgTools tools = PgTools.of(access.tools(), plan.request(), plan.path().target());
        ToolChecks.find(tools::pgRestore, findings);
        return findings;
    }

    /**
     * Whether the target can take the data.
     *
     * @throws UpgradeException when the target cannot be looked at
     */
    static List<Finding> target(PlanContext plan, Instance target, InspectionContext access) {
        Connections connections = new Connections(Side.TARGET, target, access.secrets());
        List<Check> checks = new ArrayList<>(TargetServerChecks.all());
        checks.add(SpaceChecks::target);
        checks.add(at -> TargetContentChecks.look(at, connections));
        if (plan.request().method() == UpgradeMethod.REPLICATION) {
            checks.addAll(subscriber(plan, target, connections, access));
        }
        return run(checks, plan, connections, connections.mainDatabase(), Optional.empty());
    }

    private static List<Finding> run(
            List<Check> checks,
            PlanContext plan,
            Connections connections,
            String database,
            Optional<String> databaseLookedAt) {
        List<Finding> findings = new ArrayList<>();
        try (Connection connection = connections.openToLook(database, PURPOSE)) {
            Look at = new Look(plan, connection, ServerVersion.of(connection), databaseLookedAt);
            for (Check check : checks) {
                findings.addAll(check.look(at));
            }
        } catch (SQLException e) {
            throw PgErrors.explain(connections.side(), e);
        }
        return findings;
    }
}
