package dev.uprev.model;

/**
 * How data are moved.
 *
 * @param jobs how many items are worked on at a time on each side, 1 or more
 * @param frameBytes bytes of raw data in a frame of the archive; a few frames for each job are held in memory
 * @param compressionLevel the level of zstd, from -7 (fastest) to 19 (smallest)
 * @param overlap whether the restore starts while the dump still runs
 * @param sync whether data are forced to the disk before they count as dumped
 */
public record TransferSettings(int jobs, int frameBytes, int compressionLevel, boolean overlap, boolean sync) {
    /** Two jobs or half of the processors, 1 MiB frames, level 1, overlapping, synced. */
    public static final TransferSettings DEFAULT =
            new TransferSettings(Math.max(2, Runtime.getRuntime().availableProcessors() / 2), 1 << 20, 1, true, true);

    public TransferSettings {
        if (jobs < 1 || jobs > 256) {
            throw new IllegalArgumentException("jobs must be from 1 to 256, not " + jobs);
        }
        if (frameBytes < 4096 || frameBytes > 64 << 20) {
            throw new IllegalArgumentException("frameBytes must be from 4096 to 67108864, not " + frameBytes);
        }
        if (compressionLevel < -7 || compressionLevel > 19) {
            throw new IllegalArgumentException("compressionLevel must be from -7 to 19, not " + compressionLevel);
        }
    }

    public TransferSettings withJobs(int count) {
        return new TransferSettings(count, frameBytes, compressionLevel, overlap, sync);
    }

    public TransferSettings withOverlap(boolean on) {
        return new TransferSettings(jobs, frameBytes, compressionLevel, on, sync);
    }

    public TransferSettings withCompressionLevel(int level) {
        return new TransferSettings(jobs, frameBytes, level, overlap, sync);
    }

    public TransferSettings withSync(boolean on) {
        return new TransferSettings(jobs, frameBytes, compressionLevel, overlap, on);
    }
}
