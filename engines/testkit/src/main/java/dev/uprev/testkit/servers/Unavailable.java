package dev.uprev.testkit.servers;

import dev.uprev.error.UpgradeException;

/** The one reason for which a test may be skipped: a server or tool that this machine cannot have. */
final class Unavailable {
    static final String CODE = "server-unavailable";

    private Unavailable() {}

    /** Begins the error: {@code what} cannot be had. */
    static UpgradeException.Builder because(String what, String why) {
        return UpgradeException.failed(CODE, what + " cannot be had on this machine")
                .why(why);
    }
}
