package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The proof that everything has arrived: a marker that is written behind the fence is read on the other side, the
 * publisher has it confirmed that its log has arrived up to the fence, every table is in state ready, and no change
 * could not be applied. For one thread.
 */
final class Drain {
    private static final String MARKER = "drain";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Route route;
    private final PauseLimit pause;
    private final Duration stallLimit;

    Drain(Route route) {
        this.route = route;
        this.pause = new PauseLimit(route.context());
        this.stallLimit = new ReplicationOptions(route.context().plan().request()).stallLimit();
    }

    /** What is expected of a database. */
    private record Expected(Link link, String marker, long fence, long errors) {}

    /** @throws UpgradeException {@code replication-stalled}, {@code pause-too-long} */
    void await() throws SQLException, InterruptedException {
        List<Link> links = new ArrayList<>();
        try {
            List<Expected> all = new ArrayList<>();
            for (String database : route.databases()) {
                Link link = Link.open(route, database);
                links.add(link);
                String marker = UUID.randomUUID().toString();
                long errors = StallReason.errors(link);
                Marker.write(link.publisher(), MARKER, marker);
                all.add(new Expected(link, marker, link.flush(), errors));
            }
            for (Expected expected : all) {
                await(expected);
            }
        } finally {
            for (Link link : links) {
                link.close();
            }
        }
    }

    private void await(Expected expected) throws SQLException, InterruptedException {
        Instant deadline = route.context().clock().instant().plus(stallLimit);
        while (!hasArrived(expected)) {
            pause.check();
            if (route.context().clock().instant().isAfter(deadline)) {
                throw StallWatch.stalled(expected.link(), "the last changes have not arrived in " + stallLimit);
            }
            route.context().pause(BETWEEN_LOOKS);
        }
    }

    private static boolean hasArrived(Expected expected) throws SQLException {
        Link link = expected.link();
        boolean isRead = Marker.read(link.subscriber(), MARKER)
                .filter(expected.marker()::equals)
                .isPresent();
        if (!isRead) {
            return false;
        }
        if (link.slot().filter(slot -> slot.confirmed() >= expected.fence()).isEmpty()) {
            link.flush();
            return false;
        }
        if (StallReason.errors(link) > expected.errors()) {
            throw StallWatch.stalled(link, "changes could not be applied");
        }
        return StallReason.notReady(link).isEmpty() && StallReason.hasWorker(link);
    }
}
