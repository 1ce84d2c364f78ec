package dev.uprev.archive;

import dev.uprev.model.TransferSettings;

/**
 * How an archive is written.
 *
 * @param frameBytes raw bytes in one frame, 4 KiB to 64 MiB; each open item takes about twice that, off heap
 * @param level zstd compression level, -7 (fastest) to 19 (smallest)
 * @param fsync whether a completed item survives a loss of power; without it, it survives the death of the process
 * @param reserveBytes what is left free on the file system; writing stops with {@code disk-full} before it is touched
 */
public record ArchiveSettings(int frameBytes, int level, boolean fsync, long reserveBytes) {
    static final int LARGEST_FRAME = 64 << 20;
    private static final ArchiveSettings DEFAULTS = new ArchiveSettings(1 << 20, 1, true, 64 << 20);

    public ArchiveSettings {
        if (frameBytes < 4096 || frameBytes > LARGEST_FRAME) {
            throw new IllegalArgumentException("a frame has 4096 to " + LARGEST_FRAME + " bytes, not " + frameBytes);
        }
        if (level < -7 || level > 19) {
            throw new IllegalArgumentException("a zstd level is from -7 to 19, not " + level);
        }
        if (reserveBytes < 0) {
            throw new IllegalArgumentException("cannot keep " + reserveBytes + " bytes free");
        }
    }

    /** 1 MiB in a frame, level 1, with fsync, 64 MiB left free. */
    public static ArchiveSettings defaults() {
        return DEFAULTS;
    }

    /** The defaults, with what the settings of a transfer say about the archive. */
    public static ArchiveSettings of(TransferSettings transfer) {
        return new ArchiveSettings(
                transfer.frameBytes(), transfer.compressionLevel(), transfer.sync(), DEFAULTS.reserveBytes);
    }

    public ArchiveSettings withFrameBytes(int bytes) {
        return new ArchiveSettings(bytes, level, fsync, reserveBytes);
    }

    public ArchiveSettings withLevel(int zstdLevel) {
        return new ArchiveSettings(frameBytes, zstdLevel, fsync, reserveBytes);
    }

    public ArchiveSettings withFsync(boolean durable) {
        return new ArchiveSettings(frameBytes, level, durable, reserveBytes);
    }

    public ArchiveSettings withReserveBytes(long bytes) {
        return new ArchiveSettings(frameBytes, level, fsync, bytes);
    }
}
