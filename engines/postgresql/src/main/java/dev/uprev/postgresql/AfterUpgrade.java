package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.io.FileTree;
import dev.uprev.model.Phase;
import dev.uprev.model.Side;
import dev.uprev.plan.Effect;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepContext;
import dev.uprev.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What pg_upgrade leaves to be done when the new server runs: extensions, indexes, statistics, and the removal of what
 * the upgrade has made besides.
 *
 * @see <a href="https://www.postgresql.org/docs/current/pgupgrade.html">pg_upgrade, "Post-upgrade processing"</a>
 */
final class AfterUpgrade {
    /** From 18 on, pg_upgrade carries the statistics of columns. */
    private static final int CARRIES_STATISTICS = 18;

    private AfterUpgrade() {}

    static List<Step> steps() {
        return List.of(
                step("complete", "update extensions, and name indexes that may sort otherwise")
                        .preview("ALTER EXTENSION ... UPDATE where the new server has a later version of one")
                        .action(AfterUpgrade::complete),
                step("statistics", "gather statistics for the planner")
                        .preview("vacuumdb --all --analyze-in-stages; from 18 on only those that are missing")
                        .action(AfterUpgrade::statistics),
                step("tidy", "remove what the upgrade has made besides")
                        .preview("the directory of the old cluster stays, to be removed by hand")
                        .action(AfterUpgrade::tidy));
    }

    private static Step.Builder step(String id, String title) {
        return Step.builder(id, Phase.FINALIZE, title).effect(Effect.WRITES_TARGET);
    }

    private static void complete(StepContext run) throws SQLException {
        Connections connections = connections(run);
        for (String database : connectable(connections)) {
            try (Connection connection = connections.open(database, "complete")) {
                DatabaseCompletion.run(connection, database).forEach(run::report);
            }
        }
    }

    private static List<String> connectable(Connections connections) throws SQLException {
        try (Connection connection = connections.open(connections.mainDatabase(), "complete")) {
            return Sql.texts(connection, "SELECT datname FROM pg_database WHERE datallowconn ORDER BY 1");
        }
    }

    private static void statistics(StepContext run) {
        InPlaceFacts facts = facts(run);
        Tool vacuumdb = new Tool(facts.newPrograms().resolve("vacuumdb"), facts.newVersion());
        try (ToolLogin login = new ToolLogin(run.target(), run.secrets())) {
            var command = login.command(vacuumdb, connections(run).mainDatabase(), "statistics")
                    .arguments("--all", "--analyze-in-stages")
                    .arguments("--jobs=" + run.plan().request().transfer().jobs())
                    .cancellation(run.cancellation());
            if (facts.newVersion().major() >= CARRIES_STATISTICS) {
                command.arguments("--missing-stats-only");
            }
            run.tools().run(command.build());
        }
    }

    private static void tidy(StepContext run) throws IOException {
        InPlaceFacts facts = facts(run);
        FileTree.delete(facts.paths().work());
        Path kept = facts.paths().kept(run.plan().path().source());
        if (Files.isDirectory(kept)) {
            run.report(Finding.info(
                    "old-cluster-kept",
                    kept.toString(),
                    facts.mode().keepsOldCluster()
                            ? "the old cluster is there, whole, as it was when it was stopped"
                            : "what is left of the old cluster is there; it cannot be used any more",
                    "remove this directory by hand when nobody wants it any more"));
        }
    }

    private static Connections connections(StepContext run) {
        return new Connections(Side.TARGET, run.target(), run.secrets());
    }

    private static InPlaceFacts facts(StepContext run) {
        return InPlaceFacts.of(run.plan().source()).orElseThrow();
    }
}
