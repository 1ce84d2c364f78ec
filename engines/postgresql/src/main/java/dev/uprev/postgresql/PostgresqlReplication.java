package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.model.Phase;
import dev.uprev.model.Side;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.Effect;
import dev.uprev.plan.Estimate;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepContext;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.ReplicationSupport;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Has a newer server follow the source by logical replication, and take over. */
final class PostgresqlReplication implements ReplicationSupport {
    /** Bytes in a second that a seed with all its indexes took on two cores. */
    private static final long USUAL_SPEED = 80_000_000;

    @Override
    public List<Finding> preflight(PlanContext context, InspectionContext access) {
        return Preflight.replication(context, access);
    }

    @Override
    public List<Step> steps(PlanContext context) {
        ReplicationOptions options = new ReplicationOptions(context.request());
        List<Step> steps = new ArrayList<>();
        if (options.setsFullIdentity()) {
            steps.add(identity());
        }
        steps.add(seed(context));
        steps.add(catchUp());
        if (context.request().verification() != VerificationLevel.NONE) {
            steps.add(compare(context.request().verification()));
        }
        steps.add(fence(options));
        steps.add(drain("drain", Route::forward));
        steps.add(options.keepsWayBack() ? arm() : endForward());
        steps.add(cleanUp("remove-replication"));
        return steps;
    }

    @Override
    public List<Step> rollback(PlanContext context) {
        ReplicationOptions options = new ReplicationOptions(context.request());
        return options.keepsWayBack()
                ? List.of(
                        fenceTarget(options),
                        drain("rollback-drain", Route::back),
                        openSource(),
                        cleanUp("rollback-remove-replication"))
                : List.of();
    }

    private static Step identity() {
        return Step.builder("replica-identity", Phase.PREPARE, "have tables without a key followed by all columns")
                .effect(Effect.WRITES_SOURCE)
                .preview("ALTER TABLE ... REPLICA IDENTITY FULL for each table that has none, on the source; reset when"
                        + " the upgrade is finished")
                .undo(run -> ReplicaIdentity.reset(Route.forward(run)))
                .action(ReplicaIdentity::set);
    }

    private static Step seed(PlanContext context) {
        int jobs = context.request().transfer().jobs();
        Step.Builder step = Step.builder("seed", Phase.SEED, "copy everything while the services go on")
                .effect(Effect.WRITES_SOURCE)
                .preview(
                        "on the source: a publication, a replication slot and a table of one row in schema "
                                + ReplicationNames.SCHEMA + ", in each database",
                        "roles, memberships and their settings; roles that are there keep what the source does not set")
                .estimate(Estimate.of(context.source().bytes(), USUAL_SPEED));
        for (DatabaseFacts database : new PostgresqlFacts(context.source()).databases()) {
            step.preview("database " + database.name() + ": schema by pg_dump, rows by " + jobs
                    + " COPY at a time from server to server under the snapshot of the slot, indexes and keys,"
                    + " statistics (ANALYZE), subscription");
        }
        return step.preview(
                        "the subscription keeps the address, user and password of the source in pg_subscription of the"
                                + " target, which superusers can read, until it is removed")
                .undo(run -> new SeedUndo(run).carryOut())
                .action(run -> new SeedRun(run).carryOut());
    }

    private static Step catchUp() {
        return Step.builder("catch-up", Phase.CATCH_UP, "follow the source until the target is close behind")
                .effect(Effect.WRITES_SOURCE)
                .preview(
                        "writes the time into the table of one row, and sees when it arrives",
                        "sees that no definition has changed since the seed")
                .action(run -> {
                    Route route = Route.forward(run);
                    new CatchUp(route).await();
                    SchemaWatch.before(route).check();
                });
    }

    private static Step compare(VerificationLevel level) {
        boolean content = level == VerificationLevel.CONTENT;
        String what = content ? "all rows" : "the numbers of rows";
        return Step.builder("compare-rows", Phase.CATCH_UP, "compare " + what + " while the services go on")
                .effect(Effect.WRITES_SOURCE)
                .preview(
                        "holds writers back for some milliseconds, to have both sides at the same moment",
                        (content ? "rows by a digest of their contents" : "numbers of rows in all tables")
                                + "; the target goes on following when that is done")
                .action(run -> {
                    Route route = Route.forward(run);
                    new StandstillComparison(route).run();
                    new CatchUp(route).await();
                    SchemaWatch.before(route).check();
                });
    }

    private static Step fence(ReplicationOptions options) {
        return fence("fence-source", Side.SOURCE, options)
                .undo(run -> new Fence(run, Route.forward(run).publisher()).open())
                .action(run -> close(Route.forward(run)));
    }

    private static Step fenceTarget(ReplicationOptions options) {
        return fence("rollback-fence-target", Side.TARGET, options)
                .undo(run -> new Fence(run, Route.back(run).publisher()).open())
                .action(run -> close(Route.back(run)));
    }

    private static Step.Builder fence(String id, Side side, ReplicationOptions options) {
        return Step.builder(id, Phase.QUIESCE, "let nobody write to the " + side + " any more")
                .effect(Effect.INTERRUPTS_SERVICE)
                .preview(
                        "revokes CONNECT from everybody but our user, makes transactions read-only, ends all sessions",
                        "all is put back when the pause lasts longer than "
                                + options.pauseLimit().toSeconds() + " s (option \"" + ReplicationOptions.PAUSE_LIMIT
                                + "\")");
    }

    private static void close(Route route) throws Exception {
        new PauseLimit(route.context()).begin();
        new Fence(route.context(), route.publisher()).close(route.databases());
    }

    private static Step drain(String id, Function<StepContext, Route> route) {
        return Step.builder(id, Phase.DRAIN, "prove that the last change has arrived, and carry over what is left")
                .effect(Effect.WRITES_TARGET)
                .preview(
                        "a marker that is committed behind the fence has arrived, the slot has passed the fence, all"
                                + " tables are ready, and no change could not be applied",
                        "sequences are set, large objects and unlogged tables copied, materialized views refreshed")
                .action(run -> drain(route.apply(run)));
    }

    private static void drain(Route route) throws Exception {
        SchemaWatch.behind(route).check();
        new Drain(route).await();
        new LateWrites(route).begin();
        new Unreplicated(route).carryOver();
    }

    private static Step arm() {
        return Step.builder("arm-rollback", Phase.ROLLBACK_WINDOW, "let the source follow the target")
                .effect(Effect.INTERRUPTS_SERVICE)
                .preview(
                        "sees that nobody has written behind the fence; ends the subscription of the target",
                        "a replication slot on the target and a subscription of the source in each database; the"
                                + " subscription keeps the address, user and password of the target in pg_subscription"
                                + " of the source, which superusers can read, until it is removed")
                .undo(run -> new WayBack(run).disarm())
                .action(run -> new WayBack(run).arm());
    }

    private static Step endForward() {
        return Step.builder("end-replication", Phase.ROLLBACK_WINDOW, "let the target follow no longer")
                .effect(Effect.INTERRUPTS_SERVICE)
                .preview("sees that nobody has written behind the fence; ends the subscription of the target")
                .action(run -> new WayBack(run).endForward());
    }

    private static Step openSource() {
        return Step.builder("rollback-open-source", Phase.CUTOVER, "let the source be written again")
                .effect(Effect.INTERRUPTS_SERVICE)
                .preview("sees that nobody has written to the target behind its fence")
                .undo(run -> {
                    Route route = Route.forward(run);
                    new Fence(run, route.publisher()).close(route.databases());
                })
                .action(run -> {
                    new PauseLimit(run).check();
                    new LateWrites(Route.back(run)).refuse();
                    new Fence(run, Route.forward(run).publisher()).open();
                });
    }

    private static Step cleanUp(String id) {
        return Step.builder(id, Phase.CLEANUP, "remove all that the replication has made")
                .effect(Effect.WRITES_SOURCE)
                .preview("subscriptions, slots, publications, schema " + ReplicationNames.SCHEMA
                        + " and fences, on both servers")
                .action(run -> new WayBack(run).removeAll());
    }
}
