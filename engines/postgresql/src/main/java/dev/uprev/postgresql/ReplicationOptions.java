package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.UpgradeRequest;
import java.time.Duration;

/**
 * The options of a request that concern replication.
 *
 * @param request the request
 */
record ReplicationOptions(UpgradeRequest request) {
    /** Option: the longest time, in seconds, that nobody may write, from the fence to the end of the upgrade. */
    static final String PAUSE_LIMIT = "pause-limit";

    /** Option: for how long, in seconds, the target may stand still before the run gives up. */
    static final String STALL_LIMIT = "stall-limit";

    /** Option: how far behind, in seconds, the target may be when the services are stopped. */
    static final String LAG_LIMIT = "lag-limit";

    /** Option: {@code false} to do without the way back after the cutover. */
    static final String WAY_BACK = "way-back";

    /** Option: {@code true} to have tables without a key followed by all of their columns. */
    static final String FULL_IDENTITY = "replica-identity-full";

    Duration pauseLimit() {
        return seconds(PAUSE_LIMIT, 60);
    }

    Duration stallLimit() {
        return seconds(STALL_LIMIT, 120);
    }

    Duration lagLimit() {
        return seconds(LAG_LIMIT, 2);
    }

    boolean keepsWayBack() {
        return flag(WAY_BACK, true);
    }

    boolean setsFullIdentity() {
        return flag(FULL_IDENTITY, false);
    }

    private boolean flag(String option, boolean usual) {
        String text = request.option(option).orElse(String.valueOf(usual));
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw UpgradeException.failed("invalid-option", "cannot read the option \"" + option + "\"")
                .seen(text)
                .why("it is neither true nor false")
                .fix("write one of them");
    }

    private Duration seconds(String option, long usual) {
        String text = request.option(option).orElse(String.valueOf(usual));
        try {
            long seconds = Long.parseLong(text);
            if (seconds > 0) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            // as below
        }
        throw UpgradeException.failed("invalid-option", "cannot read the option \"" + option + "\"")
                .seen(text)
                .why("it is not a number of seconds, 1 or more")
                .fix("write it as in: " + usual);
    }
}
