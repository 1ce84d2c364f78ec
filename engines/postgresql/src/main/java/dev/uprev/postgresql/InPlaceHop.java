package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Hop;
import dev.uprev.model.Phase;
import dev.uprev.model.Side;
import dev.uprev.model.Version;
import dev.uprev.plan.Effect;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepContext;
import dev.uprev.spi.InstanceController;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** The steps from one version to the next; each can be undone until the new server has started on files of the old. */
final class InPlaceHop {
    private static final DatabaseEngine ENGINE = DatabaseEngine.POSTGRESQL;

    private final Version from;
    private final Version to;
    private final String server;
    private final InstanceController servers;
    private final boolean noted;

    /**
     * The steps of a hop.
     *
     * @param server what the controller calls it
     * @param noted whether its contents were noted, so that nobody may have written since
     */
    InPlaceHop(Hop hop, String server, InstanceController servers, boolean noted) {
        this.from = hop.from();
        this.to = hop.to();
        this.server = server;
        this.servers = servers;
        this.noted = noted;
    }

    private Step.Builder step(String what, Phase phase, String title) {
        return Step.builder(what + "-" + to.toString().replace('.', '-'), phase, title)
                .effect(Effect.WRITES_SOURCE);
    }

    Step stop() {
        return step("stop", Phase.STOP, "stop the server")
                .preview("server \"" + server + "\", PostgreSQL " + from)
                .undo(run -> servers.start(ENGINE, server, from))
                .action(this::stop);
    }

    private void stop(StepContext run) throws SQLException, IOException, InterruptedException {
        if (noted && answers(run)) {
            SourceStill.beforeStop(run);
        }
        servers.stop(ENGINE, server);
        Optional<InPlaceFacts> facts = InPlaceFacts.of(run.plan().source());
        if (noted && facts.isPresent()) {
            InPlaceFacts there = facts.get();
            SourceStill.afterStop(run, ControlFile.read(run.tools(), there.old(), there.data()));
        }
    }

    /** After a crash it may be down already. */
    private static boolean answers(StepContext run) throws SQLException {
        try {
            Connections connections = new Connections(Side.SOURCE, run.source(), run.secrets());
            connections.open(connections.mainDatabase(), "stop").close();
            return true;
        } catch (UpgradeException e) {
            if (e.code().equals("cannot-connect")) {
                return false;
            }
            throw e;
        }
    }

    Step upgrade(Optional<InPlaceFacts> facts, PlanContext plan) {
        Step.Builder step = step("upgrade", Phase.UPGRADE, "make the new cluster and fill it by pg_upgrade");
        facts.ifPresent(there -> step.estimate(
                        PostgresqlInPlace.estimate(there.mode(), plan.source().bytes()))
                .preview(
                        "in " + there.paths().work() + ", by PostgreSQL " + there.newVersion() + " at "
                                + there.newPrograms(),
                        "mode " + there.mode() + ": " + there.reason(),
                        "initdb " + String.join(" ", there.likeness())));
        return step.undo(run -> new ClusterUpgrade(run).undo()).action(run -> new ClusterUpgrade(run).run());
    }

    Step settings() {
        return step("settings", Phase.UPGRADE, "bring over postgresql.conf, pg_hba.conf and what is beside them")
                .preview("settings that PostgreSQL " + to + " does not take are put into comments, and reported")
                .action(InPlaceHop::carrySettings);
    }

    private static void carrySettings(StepContext run) throws IOException {
        InPlaceFacts facts = InPlaceFacts.of(run.plan().source()).orElseThrow();
        CarriedSettings settings =
                new CarriedSettings(run.tools(), facts.fresh(), facts.paths().fresh());
        CarriedSettings.Outcome outcome = settings.carry(facts.data());
        SettingFindings.of(outcome).forEach(run::report);
    }

    Step change(Optional<InPlaceFacts> facts) {
        Step.Builder step = step("change-places", Phase.UPGRADE, "give the new cluster the place of the old one");
        facts.map(InPlaceFacts::paths)
                .ifPresent(paths -> step.preview(
                        "rename " + paths.data() + " to " + paths.kept(from),
                        "rename " + paths.fresh() + " to " + paths.data()));
        return step.undo(run -> places(run).undo()).action(run -> places(run).run());
    }

    private ClusterSwitch places(StepContext run) {
        InPlaceFacts facts = InPlaceFacts.of(run.plan().source()).orElseThrow();
        return new ClusterSwitch(facts.paths(), from, facts.newVersion());
    }

    /** @param mode how the files were brought over; absent where they are only used by newer programs */
    Step start(Optional<FileMode> mode) {
        Step.Builder step = step("start", Phase.START, "start PostgreSQL " + to);
        if (mode.filter(each -> !each.keepsOldCluster()).isPresent()) {
            return step.effect(Effect.POINT_OF_NO_RETURN)
                    .preview("it writes to files that it shares with the old cluster, which is of no use from then on")
                    .undo(run -> new SharedStart(run, servers, server).undo())
                    .action(run -> servers.start(ENGINE, server, to));
        }
        mode.ifPresent(each -> step.preview("the old cluster stays whole and can be started again"));
        return step.undo(run -> servers.stop(ENGINE, server)).action(run -> servers.start(ENGINE, server, to));
    }

    Step check() {
        return step("check", Phase.CHECK, "see that it answers, and is PostgreSQL " + to)
                .effect(Effect.READ_ONLY)
                .action(this::check);
    }

    Step hashIndexes() {
        return step("hash-indexes", Phase.CHECK, "rebuild hash indexes")
                .effect(Effect.WRITES_TARGET)
                .preview("REINDEX INDEX ... for each hash index: their format has changed in 10")
                .action(InPlaceHop::rebuildHashIndexes);
    }

    private static void rebuildHashIndexes(StepContext run) throws SQLException {
        Connections connections = new Connections(Side.TARGET, run.target(), run.secrets());
        for (DatabaseFacts database : new PostgresqlFacts(run.plan().source()).databases()) {
            try (Connection connection = connections.open(database.name(), "hash-indexes")) {
                DatabaseCompletion.rebuildHashIndexes(connection);
            }
        }
    }

    private void check(StepContext run) throws SQLException {
        Connections connections = new Connections(Side.TARGET, run.target(), run.secrets());
        for (DatabaseFacts database : new PostgresqlFacts(run.plan().source()).databases()) {
            try (Connection connection = connections.open(database.name(), "check")) {
                Version found = ServerVersion.of(connection).version();
                if (!found.belongsTo(to)) {
                    throw UpgradeException.failed(
                                    "wrong-version", "the server runs another version than it was started with")
                            .seen(found)
                            .why(to + " was started")
                            .fix("see to the instance controller");
                }
            }
        }
    }
}
