package dev.uprev.compat;

import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.VersionPath;
import java.time.Duration;
import java.util.Locale;

/**
 * How long the services would stand still, roughly.
 *
 * @param estimate a round figure
 * @param assumption what it was reckoned from
 */
public record Downtime(Duration estimate, String assumption) {
    private static final long ASSUMED_BYTES = 100_000_000_000L;
    private static final Duration SWITCH = Duration.ofMinutes(1);
    private static final Duration HOP = Duration.ofMinutes(2);

    static Downtime of(UpgradeMethod method, VersionPath path, Needs needs) {
        long bytes = needs.dataBytes().orElse(ASSUMED_BYTES);
        String size =
                needs.dataBytes().isPresent() ? size(bytes) : size(bytes) + " (assumed, for the size is not known)";
        return switch (method) {
            case DUMP_AND_RESTORE ->
                new Downtime(
                        SWITCH.plusSeconds(bytes / needs.transferRate()),
                        size + " at " + size(needs.transferRate()) + "/s for dump, restore and verification, and "
                                + words(SWITCH) + " to stop and start the services");
            case REPLICATION ->
                new Downtime(
                        SWITCH,
                        words(SWITCH)
                                + " to drain, verify and switch, whatever the size of the data; the copying goes on"
                                + " while the services run");
            case IN_PLACE ->
                new Downtime(
                        HOP.multipliedBy(path.hops().size()).plusSeconds(bytes / needs.copyRate()),
                        "a backup of " + size + " at " + size(needs.copyRate()) + "/s, and " + words(HOP) + " for "
                                + (path.hops().size() == 1
                                        ? "one hop"
                                        : "each of " + path.hops().size() + " hops"));
        };
    }

    /** As people say it: {@code 40 s}, {@code 12 min}, {@code 3 h 5 min}, {@code 2 d 4 h}. */
    static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        long minutes = Math.round(seconds / 60.0);
        if (minutes < 60) {
            return minutes + " min";
        }
        return minutes < 24 * 60
                ? twoUnits(minutes / 60, " h", minutes % 60, " min")
                : twoUnits(minutes / (24 * 60), " d", minutes / 60 % 24, " h");
    }

    private static String twoUnits(long large, String largeUnit, long small, String smallUnit) {
        return large + largeUnit + (small == 0 ? "" : " " + small + smallUnit);
    }

    /** As people say it, in powers of ten: {@code 40 MB}, {@code 1.5 TB}. */
    static String size(long bytes) {
        String[] units = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};
        double value = bytes;
        int unit = 0;
        while (value >= 999.95 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "") + " " + units[unit];
    }
}
