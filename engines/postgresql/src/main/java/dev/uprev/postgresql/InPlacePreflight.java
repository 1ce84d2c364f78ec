package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Side;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.plan.PlanContext;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.InstanceController;
import dev.uprev.tool.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Looks at the server, its files and its programs for all that stands in the way of an upgrade in place. */
final class InPlacePreflight {
    private static final String PURPOSE = "preflight";

    private final PlanContext plan;
    private final InspectionContext access;
    private final Connections connections;
    private final List<Finding> findings = new ArrayList<>();
    /** Versions of extensions by name, of each database. */
    private final SortedMap<String, SortedMap<String, String>> extensions = new TreeMap<>();

    private InPlacePreflight(PlanContext plan, InspectionContext access) {
        this.plan = plan;
        this.access = access;
        this.connections = new Connections(Side.SOURCE, plan.request().source(), access.secrets());
    }

    /** All findings. Changes nothing but for a small cluster beside the data directory, which goes again. */
    static List<Finding> look(PlanContext plan, InspectionContext access, InstanceController servers) {
        InPlacePreflight preflight = new InPlacePreflight(plan, access);
        UpgradeTarget.InPlace target = (UpgradeTarget.InPlace) plan.request().target();
        try {
            if (InPlaceInspection.isMinor(plan.source(), target)) {
                preflight.lookAtPrograms(target, servers);
            } else {
                preflight.look(servers);
            }
        } catch (SQLException e) {
            throw PgErrors.explain(Side.SOURCE, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(preflight.findings);
    }

    /** Within a major the data stay as they are. */
    private void lookAtPrograms(UpgradeTarget.InPlace target, InstanceController servers) {
        Set<Version> installed = servers.files(
                        DatabaseEngine.POSTGRESQL, target.servers().get(0))
                .map(files -> files.binaries().keySet())
                .orElse(Set.of());
        if (installed.stream().noneMatch(version -> version.belongsTo(target.version()))) {
            findings.add(Finding.blocker(
                    "version-not-installed",
                    target.version() + " is not among " + installed,
                    "the instance controller has no programs of that version",
                    "install them, or name their folder to the instance controller"));
        }
        if (installed.stream().noneMatch(plan.source().version()::equals)) {
            findings.add(Finding.warning(
                    "old-version-not-installed",
                    plan.source().version() + " is not among " + installed,
                    "the server could not be started again with the programs that it has now",
                    "keep them in a folder that the instance controller knows"));
        }
    }

    private void look(InstanceController servers) throws SQLException, IOException {
        findings.addAll(InPlaceRequestChecks.look(plan));
        Optional<InPlaceSite> site =
                InPlaceSite.find(plan.request(), plan.source().version(), servers, findings);
        List<String> databases;
        try (Connection connection = connections.openToLook(connections.mainDatabase(), PURPOSE)) {
            Look at = new Look(plan, connection, ServerVersion.of(connection), Optional.empty());
            for (Check check : InPlaceServerChecks.all(site, access.tools())) {
                findings.addAll(check.look(at));
            }
            databases = Sql.texts(
                    connection,
                    "SELECT datname FROM pg_database WHERE datallowconn AND datconnlimit <> -2 ORDER BY datname");
        }
        for (String database : databases) {
            look(database, site);
        }
        if (site.isPresent()) {
            findings.addAll(InPlaceFileChecks.look(plan, site.get(), access.tools()));
        }
        Optional<InPlaceFacts> facts = InPlaceFacts.of(plan.source());
        if (facts.isPresent() && findings.stream().noneMatch(InPlaceFileChecks::hindersTrial)) {
            findings.addAll(new TrialCluster(plan, access, facts.get(), connections).look(extensions));
        }
    }

    private void look(String database, Optional<InPlaceSite> site) throws SQLException {
        try (Connection connection = connections.openToLook(database, PURPOSE)) {
            Look at = new Look(plan, connection, ServerVersion.of(connection), Optional.of(database));
            for (Check check : InPlaceDatabaseChecks.all()) {
                findings.addAll(check.look(at));
            }
            Optional<Tool> pgDump =
                    site.map(there -> new Tool(there.fresh().folder().resolve("pg_dump"), there.newVersion()));
            findings.addAll(ToolChecks.columnVersions(at, pgDump));
            extensions.put(database, DatabaseContents.extensions(connection));
        }
    }
}
