package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.io.FileTree;
import dev.uprev.plan.PlanContext;
import dev.uprev.secret.Secret;
import dev.uprev.spi.InspectionContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * An empty cluster of the new release, made beside the data directory to try out what can be tried before the old
 * server is stopped, and removed again: whether initdb can make it, what extensions and settings the new programs know,
 * and what pg_upgrade itself says.
 */
final class TrialCluster {
    /** Lines of postmaster.pid, counted from 0. */
    private static final int START_LINE = 2;

    private static final int SOCKET_LINE = 4;

    /**
     * pg_upgrade looks whether a server runs by having pg_ctl start it, and stops it if that went well. The pg_ctl of
     * these releases takes any server for its own that was started within the last two seconds.
     */
    private static final int KNOWS_ITS_OWN = 10;

    private static final Duration FRESH = Duration.ofSeconds(10);

    private final PlanContext plan;
    private final InspectionContext access;
    private final InPlaceFacts facts;
    private final Connections connections;
    private final Path folder;
    private final Path cluster;
    private final List<Finding> findings = new ArrayList<>();

    TrialCluster(PlanContext plan, InspectionContext access, InPlaceFacts facts, Connections connections) {
        this.plan = plan;
        this.access = access;
        this.facts = facts;
        this.connections = connections;
        this.folder = facts.paths().trial();
        this.cluster = folder.resolve("new");
    }

    /**
     * Tries all.
     *
     * @param extensions versions by name, of each database
     */
    List<Finding> look(SortedMap<String, SortedMap<String, String>> extensions) throws IOException, SQLException {
        FileTree.delete(folder);
        OwnedFiles.makeFolder(folder, facts.data());
        try {
            NewCluster.create(access.tools(), facts, cluster);
        } catch (UpgradeException e) {
            FileTree.delete(folder);
            return List.of(Finding.blocker(
                    "new-cluster-impossible",
                    String.join(" ", facts.likeness()),
                    "a new cluster that is like the old one cannot be made: " + e.getMessage(),
                    "see what initdb says; a locale may have to be installed"));
        }
        try {
            known(extensions);
            check();
            settings();
            return findings;
        } finally {
            FileTree.delete(folder);
        }
    }

    private void known(SortedMap<String, SortedMap<String, String>> extensions) throws SQLException {
        SingleUser server = new SingleUser(access.tools(), facts.fresh(), cluster, facts.settings());
        Set<String> available;
        try {
            available = Set.copyOf(server.ask("SELECT name FROM pg_available_extensions"));
        } catch (UpgradeException e) {
            findings.add(Finding.blocker(
                    "libraries-missing",
                    String.join(", ", facts.settings()),
                    "the new server does not start with these settings: "
                            + e.why().orElse(""),
                    "install the libraries for PostgreSQL " + facts.newVersion().major()
                            + ", or take them out of shared_preload_libraries"));
            return;
        }
        extensions.forEach((database, installed) -> installed.forEach((name, version) -> {
            if (!available.contains(name)) {
                findings.add(ExtensionChecks.missing("database " + database + ": " + name + " " + version, name));
            }
        }));
        for (String setting : new PostgresqlFacts(plan.source()).settings()) {
            String name = RoleSettings.nameOf(setting);
            if (!RoleSettings.isCustom(setting)
                    && !SettingChecks.OF_OBJECTS.contains(name)
                    && !server.takes(name, RoleSettings.valueOf(setting))) {
                findings.add(Finding.blocker(
                        "setting-unknown",
                        setting,
                        "ALTER ROLE or ALTER DATABASE sets this parameter, which the new release does not take;"
                                + " pg_upgrade cannot leave it out",
                        "ALTER ROLE ... or ALTER DATABASE ... RESET " + name + " on the source"));
            }
        }
    }

    /** Only where the running server lets pg_upgrade in by a socket; it checks again in any case before it upgrades. */
    private void check() throws IOException {
        Optional<String> hindrance = hindrance();
        if (hindrance.isEmpty()) {
            PgUpgrade upgrade = new PgUpgrade(access.tools(), facts, cluster, folder.resolve("run"));
            upgrade.prepare();
            Optional<PgUpgradeFailure> failure = check(upgrade);
            if (failure.isPresent() && !failure.get().isOfLogin()) {
                findings.add(Finding.blocker(
                                "pg-upgrade-check",
                                failure.get().lists(),
                                "pg_upgrade --check says: " + failure.get().words(),
                                "mend what it names")
                        .withSource(InPlaceServerChecks.PG_UPGRADE));
                return;
            }
            hindrance = failure.map(PgUpgradeFailure::words);
        }
        hindrance.ifPresent(why -> findings.add(Finding.info(
                "check-later",
                why,
                "pg_upgrade cannot check the running server; it does so when the server is down, before it changes"
                        + " anything, and then the old server is started again if it refuses",
                "let the superuser that initdb made log in by a socket, to have its checks now")));
    }

    private Optional<PgUpgradeFailure> check(PgUpgrade upgrade) {
        Optional<Secret> password = plan.request().source().password().map(access.secrets()::resolve);
        try {
            return upgrade.check(password);
        } finally {
            password.ifPresent(Secret::close);
        }
    }

    private Optional<String> hindrance() throws IOException {
        if (!plan.request().source().user().filter(facts.superuser()::equals).isPresent()) {
            return Optional.of("the source's user is not " + facts.superuser() + ", whom initdb made");
        }
        List<String> lines = Files.readAllLines(facts.data().resolve("postmaster.pid"), StandardCharsets.ISO_8859_1);
        boolean socket = lines.size() > SOCKET_LINE && !lines.get(SOCKET_LINE).isBlank();
        if (!socket) {
            return Optional.of("the server has no socket (unix_socket_directories)");
        }
        Instant started = Instant.ofEpochSecond(Long.parseLong(lines.get(START_LINE)));
        boolean fresh = access.clock().instant().isBefore(started.plus(FRESH));
        return fresh && plan.source().version().major() < KNOWS_ITS_OWN
                ? Optional.of("the server was started a moment ago, so that pg_upgrade would stop it")
                : Optional.empty();
    }

    private void settings() throws IOException, SQLException {
        CarriedSettings settings = new CarriedSettings(access.tools(), facts.fresh(), cluster);
        findings.addAll(SettingFindings.of(settings.carry(facts.data())));
        try (Connection connection = connections.openToLook(connections.mainDatabase(), "preflight")) {
            OuterSettings outer = OuterSettings.read(connection, facts.data());
            for (Map.Entry<String, String> refused :
                    outer.refused(settings, folder, facts.data()).entrySet()) {
                findings.add(
                        Finding.blocker(
                                "setting-refused",
                                refused.getKey() + " in " + refused.getValue(),
                                "the new release does not know this setting, or not its value, and the file is not in the data"
                                        + " directory, so that it is not changed by the upgrade",
                                "take it out of that file, or of the settings that the instance controller has for the server"));
            }
        }
    }
}
