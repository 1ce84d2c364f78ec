package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.json.Json;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.model.VersionPath;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.plan.PlanContext;
import dev.uprev.secret.Redactor;
import dev.uprev.secret.SecretResolver;
import dev.uprev.spi.InspectionContext;
import dev.uprev.testkit.servers.PostgresServer;
import dev.uprev.tool.ToolRunner;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An upgrade about to be looked at: from a server to a version, and perhaps to another server. */
final class PreflightScene {
    private final Instance source;
    private final Version target;
    private final Map<String, String> options = new TreeMap<>();
    private Path archive = Path.of("target", "archive").toAbsolutePath();
    private int jobs = 2;
    private UpgradeMethod method = UpgradeMethod.DUMP_AND_RESTORE;

    PreflightScene(Instance source, String target) {
        this.source = source;
        this.target = Version.parse(target);
    }

    PreflightScene option(String name, String value) {
        options.put(name, value);
        return this;
    }

    PreflightScene archive(Path directory) {
        archive = directory;
        return this;
    }

    PreflightScene jobs(int count) {
        jobs = count;
        return this;
    }

    /** What the preflight of the dump says. */
    List<Finding> dump() {
        return Preflight.dump(plan(Optional.empty()), access());
    }

    /** What the preflight of a replication to that server says. */
    List<Finding> replication(Instance instance) {
        method = UpgradeMethod.REPLICATION;
        return Preflight.replication(plan(Optional.of(instance)), access());
    }

    /** What it says when the source has that many bytes in its tables. */
    List<Finding> dumpOf(long bytes) {
        return Preflight.dump(with(plan(Optional.empty()), new TreeMap<>(), measures(bytes)), access());
    }

    /** What the look at the target says. */
    List<Finding> target(Instance instance) {
        return Preflight.target(plan(Optional.of(instance)), instance, access());
    }

    /** What it says when the source has that many bytes. */
    List<Finding> targetOf(long bytes, Instance instance) {
        PlanContext plan = with(plan(Optional.of(instance)), new TreeMap<>(), measures(bytes));
        return Preflight.target(plan, instance, access());
    }

    /** What it says when this is what was seen of one of the source's databases. */
    List<Finding> targetFor(DatabaseFacts database, Instance instance) {
        Map<String, String> attributes = Map.of(PostgresqlFacts.DATABASE + database.name(), Json.write(database));
        return Preflight.target(with(plan(Optional.of(instance)), attributes, Map.of()), instance, access());
    }

    /** What one check of the source says. */
    List<Finding> source(Check check) throws SQLException {
        Connections connections = new Connections(Side.SOURCE, source, SecretResolver.standard());
        try (Connection connection = connections.openToLook("postgres", "test")) {
            return check.look(
                    new Look(plan(Optional.empty()), connection, ServerVersion.of(connection), Optional.empty()));
        }
    }

    private static Map<String, Long> measures(long bytes) {
        return Map.of(InstanceFacts.BYTES, bytes, PostgresqlFacts.TABLE_BYTES, bytes);
    }

    private static PlanContext with(PlanContext plan, Map<String, String> attributes, Map<String, Long> measures) {
        InstanceFacts facts = plan.source();
        TreeMap<String, String> allAttributes = new TreeMap<>(facts.attributes());
        allAttributes.putAll(attributes);
        TreeMap<String, Long> allMeasures = new TreeMap<>(facts.measures());
        allMeasures.putAll(measures);
        InstanceFacts changed =
                new InstanceFacts(facts.product(), facts.version(), facts.identity(), allAttributes, allMeasures);
        return new PlanContext(plan.request(), plan.path(), changed, plan.target());
    }

    private PlanContext plan(Optional<Instance> instance) {
        UpgradeTarget upgradeTarget = instance.<UpgradeTarget>map(UpgradeTarget.Existing::new)
                .orElse(new UpgradeTarget.Create("new", target, new TreeMap<>()));
        UpgradeRequest.Builder request = UpgradeRequest.builder(method, source, upgradeTarget);
        options.forEach(request::option);
        UpgradeRequest built = request.build();
        UpgradeRequest wanted =
                request.transfer(built.transfer().withJobs(jobs)).build();
        InstanceFacts facts = new PostgresqlInspector().inspect(source, wanted, access());
        return new PlanContext(wanted, new VersionPath(List.of(facts.version(), target)), facts, Optional.empty());
    }

    private InspectionContext access() {
        return new InspectionContext(
                SecretResolver.standard(), ToolRunner.local(new Redactor()), InstantSource.system(), archive);
    }

    /** Runs statements as the superuser. */
    static void run(PostgresServer server, String database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(database));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** As the other, where the server asks for a password. */
    static void run(Instance instance, String database, String... statements) throws SQLException {
        Connections connections = new Connections(Side.SOURCE, instance, SecretResolver.standard());
        try (Connection connection = connections.open(database, "test");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static List<String> codes(List<Finding> findings) {
        return findings.stream().map(Finding::code).distinct().toList();
    }

    /** The findings with this code, for people. */
    static List<String> texts(List<Finding> findings, String code) {
        return findings.stream()
                .filter(finding -> finding.code().equals(code))
                .map(Finding::explain)
                .toList();
    }
}
