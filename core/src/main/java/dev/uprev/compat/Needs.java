package dev.uprev.compat;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What an upgrade has to get along with.
 *
 * @param allowedDowntime how long the services may stand still
 * @param dataBytes the size of the data; empty when it is not known
 * @param canRepoint whether the services can be told to use another server
 * @param transferRate bytes in a second that are dumped, restored and verified, all in all
 * @param copyRate bytes in a second that are copied when data files are backed up
 */
public record Needs(
        Duration allowedDowntime, OptionalLong dataBytes, boolean canRepoint, long transferRate, long copyRate) {
    /** @throws IllegalArgumentException for a negative duration or size, or a rate below 1 */
    public Needs {
        if (allowedDowntime.isNegative() || dataBytes.orElse(0) < 0 || transferRate < 1 || copyRate < 1) {
            throw new IllegalArgumentException("durations and sizes are not negative, and rates at least 1 byte/s");
        }
    }

    /** An hour of downtime, data of unknown size, services that can be repointed, 40 and 200 MB/s. */
    public static Needs defaults() {
        return new Needs(Duration.ofHours(1), OptionalLong.empty(), true, 40_000_000, 200_000_000);
    }

    public Needs withAllowedDowntime(Duration atMost) {
        return new Needs(atMost, dataBytes, canRepoint, transferRate, copyRate);
    }

    public Needs withDataBytes(long bytes) {
        return new Needs(allowedDowntime, OptionalLong.of(bytes), canRepoint, transferRate, copyRate);
    }

    public Needs withRepointing(boolean possible) {
        return new Needs(allowedDowntime, dataBytes, possible, transferRate, copyRate);
    }

    /** Bytes in a second that are dumped, restored and verified, all in all. */
    public Needs withTransferRate(long bytesPerSecond) {
        return new Needs(allowedDowntime, dataBytes, canRepoint, bytesPerSecond, copyRate);
    }

    /** Bytes in a second that are copied when data files are backed up. */
    public Needs withCopyRate(long bytesPerSecond) {
        return new Needs(allowedDowntime, dataBytes, canRepoint, transferRate, bytesPerSecond);
    }
}
