package dev.uprev.postgresql;

import dev.uprev.plan.StepContext;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The names of what a run makes on the two servers, by which every later attempt finds it again.
 *
 * @param run tells this run from any other
 */
record ReplicationNames(String run) {
    /** What all of them begin with. */
    static final String PREFIX = "uprev_";

    /** The schema of the marker, in each database. */
    static final String SCHEMA = PREFIX + "replication";

    private static final String KEY = "replication: name of the run";

    /** The names of this run; in the journal before anything has one of them. */
    static ReplicationNames of(StepContext context) {
        String run = context.recall(KEY).orElseGet(() -> {
            String fresh =
                    HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
            context.remember(KEY, fresh);
            return fresh;
        });
        return new ReplicationNames(run);
    }

    /** In every database, and on both servers: the publication goes over with the schema. */
    String publication() {
        return PREFIX + run;
    }

    /**
     * The slot and the subscription of a database, of which there is one each in either direction.
     *
     * @param database its number among those of the run
     */
    String link(boolean isBack, int database) {
        return PREFIX + run + (isBack ? "_back_" : "_") + database;
    }
}
