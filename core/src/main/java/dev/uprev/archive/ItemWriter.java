package dev.uprev.archive;

import dev.uprev.error.UpgradeException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Writes one item. For one thread. {@link #complete} makes it part of the archive; {@link #close} without that removes
 * every trace of it.
 */
public final class ItemWriter implements AutoCloseable {
    private final ArchiveWriter archive;
    private final ItemKey key;
    private final FrameEncoder encoder;
    private final DataFileWriter file;
    private final List<LedgerEntry> ledger = new ArrayList<>();
    private long rawBytes;
    private boolean closed;

    ItemWriter(ArchiveWriter archive, ItemKey key, FrameEncoder encoder, DataFileWriter file) {
        this.archive = archive;
        this.key = key;
        this.encoder = encoder;
        this.file = file;
        encoder.start(file.name());
    }

    public ItemKey key() {
        return key;
    }

    /** Bytes taken so far, before compression. */
    public long rawBytes() {
        return rawBytes;
    }

    /** Bytes on disk so far. */
    public long storedBytes() {
        return file.bytes();
    }

    /**
     * Takes bytes, which may be used again for other ones when this returns. Each time a frame is full, this thread
     * compresses it and writes it out.
     *
     * @throws UpgradeException {@code disk-full}, {@code archive-io}, {@code interrupted}; the item is then closed
     * @throws IndexOutOfBoundsException when the part is not inside the array
     */
    public void write(byte[] bytes, int offset, int length) {
        refuseIfClosed();
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int at = offset;
        int end = offset + length;
        while (at < end) {
            at += encoder.fill(bytes, at, end - at);
            if (encoder.isFull()) {
                flush();
            }
        }
        rawBytes += length;
    }

    /** Notes records of this item that were read and are not in it, or not as they were. */
    public void ledger(LedgerCategory category, long count, String reason) {
        refuseIfClosed();
        ledger.add(new LedgerEntry(category, key.kind(), key.name(), count, reason));
    }

    /**
     * Makes the item part of the archive.
     *
     * @param items how many records it has
     * @param metadata the engine's own facts about it; never a secret
     * @throws UpgradeException {@code disk-full}, {@code archive-io}, {@code interrupted},
     *     {@code archive-writer-closed}; the item is then closed
     */
    public ArchiveEntry complete(long items, SortedMap<String, String> metadata) {
        refuseIfClosed();
        try {
            if (encoder.pending() > 0) {
                file.append(encoder.encode());
            }
            file.finish();
            ArchiveEntry entry =
                    new ArchiveEntry(key.kind(), key.name(), key.part(), items, rawBytes, dataFile(), ledger, metadata);
            archive.complete(entry);
            closed = true;
            archive.release(key, encoder);
            return entry;
        } catch (RuntimeException e) {
            throw closedBy(e);
        }
    }

    private Optional<ArchiveEntry.DataFile> dataFile() {
        if (file.frames() == 0) {
            return Optional.empty();
        }
        String seal = HexFormat.of().formatHex(encoder.seal());
        return Optional.of(new ArchiveEntry.DataFile(file.name(), file.bytes(), file.frames(), seal));
    }

    private void flush() {
        try {
            file.append(encoder.encode());
        } catch (RuntimeException e) {
            throw closedBy(e);
        }
    }

    /** Frees the space at once: on a full disk, others need it. */
    private RuntimeException closedBy(RuntimeException failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private void refuseIfClosed() {
        if (closed) {
            throw UpgradeException.failed("archive-item-closed", "cannot write to an item of the dump")
                    .seen(key)
                    .why("it is complete, or was closed, or an earlier write failed")
                    .fix("begin it anew");
        }
    }

    /** Removes the item if it is not complete. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                file.abandon();
            } finally {
                archive.release(key, encoder);
            }
        }
    }
}
