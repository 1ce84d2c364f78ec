package dev.uprev.redis;

import dev.uprev.error.UpgradeException;

/** The two ways in which a DUMP payload can be refused. None of the texts shows content. */
final class PayloadErrors {
    private PayloadErrors() {}

    /** The bytes are not what a server has made. */
    static UpgradeException damaged(String why) {
        return UpgradeException.failed("payload-damaged", "cannot read a DUMP payload")
                .why(why)
                .fix("dump this key again; if it fails again, check the source's memory and the key with "
                        + "redis-check-rdb after SAVE");
    }

    /** The bytes may be sound, but are of a kind whose format is not known here. */
    static UpgradeException unknown(Object seen, String why) {
        return UpgradeException.failed("payload-unknown", "cannot read a DUMP payload")
                .seen(seen)
                .why(why)
                .fix("leave this key out, or move it by the means of the module or the server that made it");
    }
}
