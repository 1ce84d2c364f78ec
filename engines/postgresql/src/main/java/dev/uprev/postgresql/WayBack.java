package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.Side;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.RunArchive;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/**
 * The replication from target to source, which keeps the way back open. Begun before anybody writes to the target, when
 * both hold the same; the way forward ends first, so that no change goes round in a circle, in any version.
 */
final class WayBack {
    private static final String SLOT_THERE = "SELECT count(*) > 0 FROM pg_replication_slots WHERE slot_name = ?";

    private static final Set<String> UNREACHABLE = Set.of("cannot-connect", "host-unknown", "connect-timeout");

    private final StepContext context;

    WayBack(StepContext context) {
        this.context = context;
    }

    /** Ends the way forward, when it is certain that nobody has written since. */
    void endForward() throws SQLException, InterruptedException {
        new PauseLimit(context).check();
        Route forward = Route.forward(context);
        if (Replica.hasSubscriptions(forward)) {
            new LateWrites(forward).refuse();
        }
        Replica.dropSubscriptions(forward);
        Replica.dropSlots(forward);
    }

    /** Ends the way forward and begins the way back. */
    void arm() throws SQLException, InterruptedException {
        endForward();
        Route back = Route.back(context);
        for (String database : back.databases()) {
            String link = back.link(database);
            try (Connection target = back.publisher().open(database, "way back");
                    Connection source = back.subscriber().open(database, "way back")) {
                // The publication and the marker are there: they have come with the schema.
                if (!Sql.flag(target, SLOT_THERE, link)) {
                    ReplicationSlot.create(target, link);
                }
                Subscription.create(source, link, back.names().publication(), back.address(database));
            } catch (SQLException e) {
                throw PgErrors.explain(Side.SOURCE, e);
            }
        }
        SchemaWatch.keep(back);
    }

    /** Ends the way back. */
    void disarm() {
        Route back = Route.back(context);
        Replica.dropSubscriptions(back);
        Replica.dropSlots(back);
    }

    /**
     * Removes all that the run has made on both servers, and opens both to everybody. A source that is gone for good is
     * no reason to leave a slot on the target.
     */
    void removeAll() throws SQLException {
        Route forward = Route.forward(context);
        Route back = Route.back(context);
        Replica.dropSubscriptions(forward);
        removeFromPublisher(back);
        try {
            Replica.dropSubscriptions(back);
            removeFromPublisher(forward);
        } catch (UpgradeException e) {
            if (!UNREACHABLE.contains(e.code())) {
                throw e;
            }
            context.report(Finding.warning(
                    "source-not-cleaned",
                    String.valueOf(context.source()),
                    "the source cannot be reached; it keeps its fence, its subscription and schema "
                            + ReplicationNames.SCHEMA,
                    "nothing, when it is gone for good; else drop what is named "
                            + forward.names().publication() + "..., and allow CONNECT and writing again"));
        }
        RunArchive.discard(context);
    }

    private void removeFromPublisher(Route route) throws SQLException {
        Replica.unpublish(route);
        ReplicaIdentity.reset(route);
        new Fence(context, route.publisher()).open();
    }
}
