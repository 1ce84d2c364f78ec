package dev.uprev.plan;

import java.time.Duration;
import java.util.Optional;

/**
 * What a step will roughly take.
 *
 * @param bytes bytes to be moved; 0 where none
 * @param duration how long; absent where nobody can tell
 */
public record Estimate(long bytes, Optional<Duration> duration) {
    /** Nothing is known, or it is not worth telling. */
    public static final Estimate NONE = new Estimate(0, Optional.empty());

    /** An amount of data at an assumed speed, in bytes for each second. */
    public static Estimate of(long bytes, long bytesPerSecond) {
        return new Estimate(bytes, Optional.of(Duration.ofSeconds(1 + bytes / bytesPerSecond)));
    }
}
