package dev.uprev.postgresql;

import dev.uprev.plan.StepContext;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The replication from target to source, which keeps the way back open. Begun before anybody writes to the target, when
 * both hold the same; the way forward ends first, so that no change goes round in a circle, in any version.
 */
final class WayBack {
    private static final String SLOT_THERE = "SELECT count(*) > 0 FROM pg_replication_slots WHERE slot_name = ?";

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

    /** Removes all that the run has made on both servers, and opens both to everybody. */
    void removeAll() throws SQLException {
        Route forward = Route.forward(context);
        Route back = Route.back(context);
        Replica.dropSubscriptions(forward);
        Replica.dropSubscriptions(back);
        Replica.unpublish(forward);
        Replica.unpublish(back);
        ReplicaIdentity.reset(forward);
        ReplicaIdentity.reset(back);
        new Fence(context, forward.publisher()).open();
        new Fence(context, back.publisher()).open();
        DumpArchive.discard(context);
    }
}
