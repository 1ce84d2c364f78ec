package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.plan.StepContext;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Waits until the subscriber is close behind in every database, and tells how far behind it is. For one thread. */
final class CatchUp {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    /** So many looks one after the other must find it close: one alone may be luck. */
    private static final int LOOKS = 3;

    private final StepContext context;
    private final Route route;
    private final ReplicationOptions options;

    CatchUp(Route route) {
        this.context = route.context();
        this.route = route;
        this.options = new ReplicationOptions(context.plan().request());
    }

    /** @throws UpgradeException {@code replication-stalled} */
    void await() throws SQLException, InterruptedException {
        for (String database : route.databases()) {
            try (Link link = Link.open(route, database)) {
                await(link);
            }
        }
    }

    private void await(Link link) throws SQLException, InterruptedException {
        StallWatch stall = new StallWatch(link, options.stallLimit());
        long begin = slot(link).confirmed();
        long told = 0;
        for (int close = 0; close < LOOKS; ) {
            context.cancellation().check();
            Marker.beat(link.publisher());
            context.pause(BETWEEN_LOOKS);
            Link.Slot slot = slot(link);
            stall.look(slot);
            double seconds = link.secondsBehind().orElse(Double.MAX_VALUE);
            long done = slot.confirmed() - begin;
            context.progress().total(done + slot.behind(), "bytes");
            context.progress().advance(words(link, slot, seconds), Math.max(0, done - told));
            told = Math.max(told, done);
            close = seconds <= options.lagLimit().toMillis() / 1000.0 ? close + 1 : 0;
        }
    }

    private static Link.Slot slot(Link link) throws SQLException {
        return link.slot()
                .orElseThrow(() -> UpgradeException.failed("slot-missing", "cannot follow the changes")
                        .seen(link.name())
                        .why("the slot is gone from the "
                                + link.route().publisher().side() + ", and the changes with it")
                        .fix("begin again"));
    }

    private static String words(Link link, Link.Slot slot, double seconds) {
        List<String> words = new ArrayList<>(List.of(link.database() + ": " + slot.behind() + " bytes"));
        if (seconds < Double.MAX_VALUE) {
            words.add(String.format(Locale.ROOT, "%.1f s", seconds));
        }
        return String.join(", ", words) + " behind";
    }
}
