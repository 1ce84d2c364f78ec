package dev.uprev.testkit.servers;

import dev.uprev.error.UpgradeException;

/** The reasons for which a test may be skipped: a server or tool that this machine cannot have. */
final class Unavailable {
    static final String CODE = "server-unavailable";

    /** A Java is not the test kit's to download, so that it may be missing even where servers are required. */
    static final String JAVA_CODE = "java-unavailable";

    private Unavailable() {}

    /** Begins the error: {@code what} cannot be had. */
    static UpgradeException.Builder because(String what, String why) {
        return begin(CODE, what, why);
    }

    /** Begins the error: the Java that {@code what} needs is not here. */
    static UpgradeException.Builder javaFor(String what, String why) {
        return begin(JAVA_CODE, what, why);
    }

    private static UpgradeException.Builder begin(String code, String what, String why) {
        return UpgradeException.failed(code, what + " cannot be had on this machine")
                .why(why);
    }
}
