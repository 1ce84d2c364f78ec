package dev.uprev.postgresql;

import dev.uprev.model.Side;
import dev.uprev.plan.StepContext;
import java.util.List;

/**
 * One of the two directions of a replication: whose changes are followed, and by whom. Everything that comes after the
 * seed is the same in both.
 *
 * @param publisher where changes are made
 * @param subscriber where they arrive
 * @param isBack whether the target is the publisher
 */
record Route(
        StepContext context, Connections publisher, Connections subscriber, ReplicationNames names, boolean isBack) {

    /** From the source to the target. */
    static Route forward(StepContext context) {
        return new Route(
                context,
                new Connections(Side.SOURCE, context.source(), context.secrets()),
                new Connections(Side.TARGET, context.target(), context.secrets()),
                ReplicationNames.of(context),
                false);
    }

    /** From the target to the source. */
    static Route back(StepContext context) {
        Route forward = forward(context);
        Connections target = forward.subscriber();
        Connections source = forward.publisher();
        return new Route(context, target, source, forward.names(), true);
    }

    /** The databases that are replicated. */
    List<String> databases() {
        return new PostgresqlFacts(context.plan().source())
                .databases().stream().map(DatabaseFacts::name).toList();
    }

    /** The name of the slot on the publisher, and of the subscription. */
    String link(String database) {
        return names.link(isBack, databases().indexOf(database));
    }

    /** How the subscriber reaches a database of the publisher; has the password in it. */
    String address(String database) {
        return new PublisherAddress(context.plan().request(), isBack, publisher.instance(), context.secrets())
                .of(database);
    }

    /** As in {@code source to target}. */
    @Override
    public String toString() {
        return publisher.side() + " to " + subscriber.side();
    }
}
