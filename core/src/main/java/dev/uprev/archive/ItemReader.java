package dev.uprev.archive;

import com.github.luben.zstd.ZstdException;
import java.util.Optional;

/**
 * Reads one item, frame by frame. For one thread. Where one frame ends and the next begins says nothing about records.
 */
public final class ItemReader implements AutoCloseable {
    private final ArchiveReader archive;
    private final ArchiveEntry entry;
    private final FrameDecoder decoder;
    private final Optional<DataFileReader> file;
    private int length;
    private boolean closed;

    ItemReader(ArchiveReader archive, ArchiveEntry entry, FrameDecoder decoder, Optional<DataFileReader> file) {
        this.archive = archive;
        this.entry = entry;
        this.decoder = decoder;
        this.file = file;
    }

    public ArchiveEntry entry() {
        return entry;
    }

    /**
     * Goes to the next frame. Its SHA-256 is checked before it is decompressed.
     *
     * @return whether there is one; at the end, it is certain that nothing was missing
     * @throws dev.uprev.error.UpgradeException {@code archive-damaged}, {@code archive-io}, {@code interrupted}
     */
    public boolean next() {
        length = 0;
        if (closed || file.isEmpty() || !file.get().next()) {
            return false;
        }
        try {
            length = decoder.decode();
            return true;
        } catch (ZstdException e) {
            throw ArchiveErrors.damaged(
                    entry.data().map(ArchiveEntry.DataFile::file).orElse(""), "zstd cannot decompress a frame", e);
        }
    }

    /** The frame's bytes are the first {@link #length} of this array, until the next call of {@link #next}. */
    public byte[] buffer() {
        return decoder.bytes();
    }

    public int length() {
        return length;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            length = 0;
            try {
                file.ifPresent(DataFileReader::close);
            } finally {
                archive.release(decoder);
            }
        }
    }
}
