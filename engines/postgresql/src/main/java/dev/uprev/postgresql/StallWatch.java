package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.plan.StepContext;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Notices that the subscriber of a database stands still while there is something to do. For one thread. */
final class StallWatch {
    private static final Duration TELL_AFTER = Duration.ofSeconds(10);

    private final StepContext context;
    private final Link link;
    private final Duration limit;
    private long confirmed;
    private Instant since;
    private boolean told;

    StallWatch(Link link, Duration limit) {
        this.context = link.route().context();
        this.link = link;
        this.limit = limit;
        this.since = context.clock().instant();
    }

    /**
     * Looks at what the publisher knows.
     *
     * @throws UpgradeException {@code replication-stalled} with the reason, when it has stood still for too long
     */
    void look(Link.Slot slot) throws SQLException {
        Instant now = context.clock().instant();
        if (slot.confirmed() > confirmed || slot.behind() == 0) {
            confirmed = slot.confirmed();
            since = now;
            told = false;
            return;
        }
        Duration still = Duration.between(since, now);
        if (still.compareTo(limit) >= 0) {
            throw stalled(link, "for " + still.toSeconds() + " s nothing has been confirmed");
        }
        if (!told && still.compareTo(TELL_AFTER) >= 0) {
            told = true;
            context.report(Finding.warning(
                    "replication-stalled",
                    "database " + link.database() + ", " + slot.behind() + " bytes behind",
                    new StallReason(link).find(),
                    "remove the cause; the run gives up after " + limit.toSeconds() + " s"));
        }
    }

    static UpgradeException stalled(Link link, String why) throws SQLException {
        return UpgradeException.failed(
                        "replication-stalled", "database " + link.database() + " does not follow, " + link.route())
                .seen(new StallReason(link).find())
                .why(why)
                .fix("see the log of the " + link.route().subscriber().side() + ", remove the cause, and begin again");
    }
}
