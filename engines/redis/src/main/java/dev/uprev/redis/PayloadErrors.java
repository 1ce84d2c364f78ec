package dev.uprev.redis;

import dev.uprev.error.UpgradeException;

/** The two ways in which a DUMP payload can be refused. None of the texts shows content. */
final class PayloadErrors {
    private static final String MODULE_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

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

    /** The value belongs to a module; the id has 9 characters of 6 bits each, then 10 bits of encoding version. */
    static UpgradeException module(long id) {
        StringBuilder name = new StringBuilder(9);
        for (int shift = 58; shift >= 10; shift -= 6) {
            name.append(MODULE_CHARACTERS.charAt((int) (id >>> shift) & 0x3F));
        }
        return unknown(
                name + " version " + (id & 0x3FF), "the value belongs to a module, which alone knows its format");
    }
}
