package dev.uprev.postgresql;

import java.io.IOException;
import java.sql.SQLException;

/** Carries over what replication does not, when nobody writes any more. For one thread. */
final class Unreplicated {
    private final Route route;
    private final PauseLimit pause;

    Unreplicated(Route route) {
        this.route = route;
        this.pause = new PauseLimit(route.context());
    }

    void carryOver() throws SQLException, IOException {
        for (String database : route.databases()) {
            pause.check();
            try (Link link = Link.open(route, database)) {
                SequenceCopy.run(link.publisher(), link.subscriber());
                new LargeObjectCopy(route, database, pause).run(link.subscriber());
                new UnloggedTables(route, database, pause).run();
                ViewRefreshing.run(link.publisher(), link.subscriber(), pause);
            }
        }
    }
}
