package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.plan.StepContext;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells whether anything was written behind the fence, by a superuser say. The subscriber knows where in the
 * publisher's log the last change that it has applied was committed, and that must be the marker of the drain. For one
 * thread.
 */
final class LateWrites {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String READABLE =
            "SELECT has_function_privilege('pg_replication_origin_progress(text, boolean)', 'EXECUTE')";
    private static final String APPLIED = "SELECT pg_replication_origin_progress('pg_' || oid, false)::text"
            + " FROM pg_subscription WHERE subname = ?";

    private final Route route;
    private final StepContext context;

    LateWrites(Route route) {
        this.route = route;
        this.context = route.context();
    }

    /** The last change has arrived. */
    void begin() throws SQLException {
        for (String database : route.databases()) {
            try (Link link = Link.open(route, database)) {
                Optional<String> applied = applied(link);
                if (applied.isPresent()) {
                    context.remember(key(link), applied.get());
                }
            }
        }
    }

    /**
     * Looks once more, when all that was written until now has arrived as well.
     *
     * @throws UpgradeException {@code fence-broken} when something was
     */
    void refuse() throws SQLException, InterruptedException {
        PauseLimit pause = new PauseLimit(context);
        for (String database : route.databases()) {
            try (Link link = Link.open(route, database)) {
                long position = link.flush();
                Instant deadline = context.clock().instant().plus(LIMIT);
                while (link.slot().filter(slot -> slot.confirmed() >= position).isEmpty()) {
                    pause.check();
                    if (context.clock().instant().isAfter(deadline)) {
                        throw StallWatch.stalled(link, "the end of the log has not been confirmed in " + LIMIT);
                    }
                    context.pause(BETWEEN_LOOKS);
                }
                Optional<String> before = context.recall(key(link));
                Optional<String> now = applied(link);
                if (before.isPresent() && now.isPresent() && !before.equals(now)) {
                    throw UpgradeException.failed(
                                    "fence-broken",
                                    "somebody has written to database " + database + " of the "
                                            + route.publisher().side() + " behind the fence")
                            .seen("the last change is at " + now.get() + ", not at " + before.get())
                            .why("only a superuser can, who asks for it")
                            .fix("find that program and stop it, and begin again");
                }
            }
        }
    }

    private static String key(Link link) {
        return "replication: last change of " + link.name();
    }

    private static Optional<String> applied(Link link) throws SQLException {
        return Sql.flag(link.subscriber(), READABLE)
                ? Sql.texts(link.subscriber(), APPLIED, link.name()).stream().findFirst()
                : Optional.empty();
    }
}
