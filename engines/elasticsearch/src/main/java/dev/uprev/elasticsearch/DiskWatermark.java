package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of a disk a node takes no more shards for: what its high watermark leaves free.
 *
 * @see <a
 *     href="https://www.elastic.co/guide/en/elasticsearch/reference/8.19/modules-cluster.html#disk-based-shard-allocation">Disk-based
 *     shard allocation</a>
 */
final class DiskWatermark {
    private static final String PREFIX = "cluster.routing.allocation.disk.";
    private static final String HIGH = PREFIX + "watermark.high";
    private static final Pattern SHARE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(%?)");
    private static final Pattern BYTES = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kmgtp]?)b?");
    private static final String UNITS = "kmgtp";
    private static final double HUNDRED = 100;

    private final SortedMap<String, JsonNode> settings;

    /** @param settings of the cluster, those by default too */
    DiskWatermark(SortedMap<String, JsonNode> settings) {
        this.settings = settings;
    }

    /** Bytes of a disk that shards may take. */
    long usable(long total, long free) {
        return Math.max(0, free - reserve(total));
    }

    /** The setting has bytes that stay free, or the share that may be used: of a hundred with a %, of one without. */
    private long reserve(long total) {
        String high = text(HIGH);
        if (text(PREFIX + "threshold_enabled").equals("false")) {
            return 0;
        }
        Matcher share = SHARE.matcher(high);
        if (!share.matches()) {
            return bytes(high);
        }
        double used = Double.parseDouble(share.group(1)) / (share.group(2).isEmpty() ? 1 : HUNDRED);
        long left = (long) (total * Math.max(0, 1 - used));
        long most = bytes(text(HIGH + ".max_headroom"));
        return most > 0 ? Math.min(left, most) : left;
    }

    private String text(String name) {
        return Settings.text(settings, name).orElse("").toLowerCase(Locale.ROOT).strip();
    }

    /** Nothing, of what is no number of bytes. */
    private static long bytes(String text) {
        Matcher bytes = BYTES.matcher(text);
        if (!bytes.matches()) {
            return 0;
        }
        int unit = bytes.group(2).isEmpty() ? 0 : 1 + UNITS.indexOf(bytes.group(2));
        return (long) (Double.parseDouble(bytes.group(1)) * (1L << (10 * unit)));
    }
}
