package dev.uprev.archive;

import dev.uprev.error.UpgradeException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes an archive. Thread-safe: many items may be open at a time, each in its own thread. Whatever happens, what is
 * complete stays complete: after a failure or the death of the process, {@link #resume} goes on at the next item.
 *
 * <p>Memory: about twice the frame size off the heap for each item that is open at the same time, and the compressor's
 * own (about 1 MiB at level 1); on the heap, about half a kilobyte for each completed item.
 */
public final class ArchiveWriter implements AutoCloseable {
    private final ArchiveOpening archive;
    private final ArchiveSettings settings;
    private final InstantSource clock;
    private final Set<ItemKey> open = new HashSet<>();
    private final Deque<FrameEncoder> idle = new ArrayDeque<>();
    private long lastFile;
    private boolean closed;

    private ArchiveWriter(ArchiveOpening archive, ArchiveSettings settings, InstantSource clock) {
        this.archive = archive;
        this.settings = settings;
        this.clock = clock;
        this.lastFile = archive.contents().lastFile();
    }

    /**
     * Begins an archive in a directory that is empty or does not exist.
     *
     * @throws UpgradeException {@code archive-directory-not-empty}, {@code archive-exists}, {@code archive-in-use},
     *     {@code archive-damaged}, {@code disk-full}, {@code archive-io}
     */
    public static ArchiveWriter create(
            Path directory, ArchiveHeader header, ArchiveSettings settings, InstantSource clock) {
        return create(directory, header, settings, clock, ArchiveOpening.OF_THE_SYSTEM);
    }

    static ArchiveWriter create(
            Path directory,
            ArchiveHeader header,
            ArchiveSettings settings,
            InstantSource clock,
            ArchiveOpening.FreeSpace free) {
        return new ArchiveWriter(ArchiveOpening.create(directory, header, settings, free), settings, clock);
    }

    /**
     * Goes on with an archive that is not finished. What unfinished items have left behind is deleted.
     *
     * @throws UpgradeException {@code archive-not-found}, {@code archive-finished}, {@code archive-in-use},
     *     {@code archive-damaged}, {@code archive-format-unknown}, {@code disk-full}, {@code archive-io}
     */
    public static ArchiveWriter resume(Path directory, ArchiveSettings settings, InstantSource clock) {
        return resume(directory, settings, clock, ArchiveOpening.OF_THE_SYSTEM);
    }

    static ArchiveWriter resume(
            Path directory, ArchiveSettings settings, InstantSource clock, ArchiveOpening.FreeSpace free) {
        return new ArchiveWriter(ArchiveOpening.resume(directory, settings, free), settings, clock);
    }

    public Path directory() {
        return archive.layout().directory();
    }

    public ArchiveHeader header() {
        return archive.contents().header().orElseThrow();
    }

    /** Completed items that are not discarded, in the order of their completion. */
    public synchronized List<ArchiveEntry> completed() {
        return archive.contents().entries();
    }

    /** Every ledger entry so far, those of the items included. */
    public synchronized List<LedgerEntry> ledger() {
        return archive.contents().ledger();
    }

    /**
     * Refuses to begin where the rest of the dump would not fit.
     *
     * @param bytes an estimate of what is still to be stored
     * @throws UpgradeException {@code disk-full}
     */
    public void requireSpace(long bytes) {
        archive.space().require(bytes);
    }

    /**
     * Opens an item, to be written by one thread.
     *
     * @throws UpgradeException {@code archive-item-exists} when it is complete or open already;
     *     {@code archive-writer-closed}
     */
    public synchronized ItemWriter begin(String kind, String name, int part) {
        refuseIfClosed();
        ItemKey key = new ItemKey(kind, name, part);
        if (archive.contents().entry(key).isPresent() || open.contains(key)) {
            throw UpgradeException.failed("archive-item-exists", "cannot write an item of the dump twice")
                    .seen(key)
                    .why(open.contains(key) ? "it is being written" : "it is complete")
                    .fix("skip what completed() lists, or discard it first");
        }
        FrameEncoder encoder = idle.isEmpty() ? new FrameEncoder(settings.frameBytes(), settings.level()) : idle.pop();
        open.add(key);
        String file = ArchiveLayout.dataFile(++lastFile);
        return new ItemWriter(
                this, key, encoder, new DataFileWriter(archive.layout(), file, archive.space(), settings.fsync()));
    }

    /**
     * Notes what did not go over and belongs to no single item of the archive. Replaces an earlier entry that says the
     * same of the same object, so that a resumed dump may say it again.
     */
    public synchronized void ledger(LedgerEntry entry) {
        refuseIfClosed();
        archive.log().append(new ManifestLine.Ledger(entry));
    }

    /**
     * Makes completed items void, because the source has changed since, and deletes their files; they can then be
     * written again.
     *
     * @throws UpgradeException {@code archive-item-unknown} when one of them is not complete; then none is discarded
     */
    public synchronized void discard(Collection<ItemKey> items) {
        refuseIfClosed();
        Set<ItemKey> keys = Set.copyOf(items);
        if (keys.isEmpty()) {
            return;
        }
        List<ArchiveEntry> entries = keys.stream().map(this::complete).toList();
        archive.log().append(new ManifestLine.Discard(List.copyOf(keys)));
        for (ArchiveEntry entry : entries) {
            entry.data()
                    .ifPresent(data -> DataFileWriter.delete(archive.layout().resolve(data)));
        }
    }

    private ArchiveEntry complete(ItemKey key) {
        return archive.contents()
                .entry(key)
                .orElseThrow(() -> UpgradeException.failed("archive-item-unknown", "cannot discard an item")
                        .seen(key)
                        .why("it is not among the completed ones")
                        .fix("discard only what completed() lists"));
    }

    /**
     * Writes the end line. After that, the archive cannot be changed any more.
     *
     * @throws UpgradeException {@code archive-items-open} when an item is neither complete nor closed
     */
    public synchronized void finish() {
        refuseIfClosed();
        if (!open.isEmpty()) {
            throw UpgradeException.failed("archive-items-open", "cannot finish the dump")
                    .seen(open.iterator().next())
                    .why(open.size() + " items are still open")
                    .fix("complete or close every item first");
        }
        archive.log().append(archive.contents().end(clock.instant()));
        close();
    }

    /** Ends the work; without {@link #finish}, it can be resumed. Does nothing the second time. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        idle.forEach(FrameEncoder::close);
        idle.clear();
        try {
            archive.log().close();
        } finally {
            archive.unlock();
        }
    }

    /** An item is complete and its file is on disk. */
    synchronized void complete(ArchiveEntry entry) {
        refuseIfClosed();
        archive.log().append(new ManifestLine.Item(entry));
    }

    /** An item, complete or not, is done with its encoder. */
    synchronized void release(ItemKey key, FrameEncoder encoder) {
        open.remove(key);
        if (closed) {
            encoder.close();
        } else {
            idle.push(encoder);
        }
    }

    private void refuseIfClosed() {
        if (closed) {
            throw UpgradeException.failed("archive-writer-closed", "cannot write to the dump")
                    .seen(archive.layout().directory())
                    .why(archive.contents().isFinished() ? "it is finished" : "its writer was closed")
                    .fix(archive.contents().isFinished() ? "dump into another directory" : "resume the dump");
        }
    }
}
