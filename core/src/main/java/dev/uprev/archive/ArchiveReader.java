package dev.uprev.archive;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Cancellation;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads an archive, finished or not, also while it is being written by this process or another. Thread-safe: many items
 * may be read at a time, each in its own thread.
 *
 * <p>Memory: about one frame on the heap and two off the heap for each item that is read at the same time.
 */
public final class ArchiveReader implements AutoCloseable {
    private static final long LOOK_AGAIN_MILLIS = 20;

    private final ArchiveLayout layout;
    private final ManifestTail tail;
    private final ArchiveContents contents = new ArchiveContents();
    private final Deque<FrameDecoder> idle = new ArrayDeque<>();
    private boolean closed;

    /** Reads nothing yet. */
    ArchiveReader(ArchiveLayout layout) {
        this.layout = layout;
        this.tail = new ManifestTail(layout.manifest());
    }

    /**
     * Opens an archive that has at least its header.
     *
     * @throws UpgradeException {@code archive-not-found}, {@code archive-damaged}, {@code archive-format-unknown},
     *     {@code archive-io}
     */
    public static ArchiveReader open(Path directory) {
        ArchiveReader reader = new ArchiveReader(new ArchiveLayout(directory));
        reader.tail.readInto(reader.contents);
        if (reader.contents.header().isEmpty()) {
            throw notFound(directory);
        }
        return reader;
    }

    static UpgradeException notFound(Path directory) {
        return UpgradeException.failed("archive-not-found", "there is no dump in this directory")
                .seen(directory)
                .why("it has no " + ArchiveLayout.MANIFEST + " with a header")
                .fix("name the directory of a dump, or dump into this one");
    }

    public Path directory() {
        return layout.directory();
    }

    public ArchiveHeader header() {
        return contents.header().orElseThrow();
    }

    /** Items that are complete by now and not discarded, in the order of their completion. */
    public synchronized List<ArchiveEntry> entries() {
        tail.readInto(contents);
        return contents.entries();
    }

    /** Every ledger entry by now, those of the items included. */
    public synchronized List<LedgerEntry> ledger() {
        tail.readInto(contents);
        return contents.ledger();
    }

    /** Whether the archive has its end line by now. */
    public synchronized boolean isFinished() {
        tail.readInto(contents);
        return contents.isFinished();
    }

    /** The follower of {@link #follow(FollowPause)} that looks fifty times a second, for work in one process. */
    public ArchiveFollower follow(Cancellation cancellation, Supplier<Optional<UpgradeException>> writerFailure) {
        return follow(() -> {
            cancellation.check();
            Optional<UpgradeException> failure = writerFailure.get();
            if (failure.isPresent()) {
                throw failure.get();
            }
            if (cancellation.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                cancellation.check();
            }
        });
    }

    /** Gives the entries from the first one on, as they appear, until the end line. */
    public ArchiveFollower follow(FollowPause pause) {
        return new ArchiveFollower(new ManifestTail(layout.manifest()), pause);
    }

    /**
     * Opens an item.
     *
     * @throws UpgradeException {@code archive-damaged} when its file is missing or has another size
     */
    public ItemReader read(ArchiveEntry entry) {
        FrameDecoder decoder = decoder();
        try {
            Optional<DataFileReader> file = entry.data().map(data -> new DataFileReader(layout, entry, data, decoder));
            return new ItemReader(this, entry, decoder, file);
        } catch (RuntimeException e) {
            release(decoder);
            throw e;
        }
    }

    /**
     * Checks every frame of an item without decompressing it.
     *
     * @throws UpgradeException {@code archive-damaged}
     */
    public void verify(ArchiveEntry entry) {
        if (entry.data().isEmpty()) {
            return;
        }
        FrameDecoder decoder = decoder();
        try (DataFileReader file =
                new DataFileReader(layout, entry, entry.data().get(), decoder)) {
            while (file.next()) {
                // Each step checks one frame; the last one checks the whole.
            }
        } finally {
            release(decoder);
        }
    }

    private synchronized FrameDecoder decoder() {
        return idle.isEmpty() ? new FrameDecoder() : idle.pop();
    }

    synchronized void release(FrameDecoder decoder) {
        if (closed) {
            decoder.close();
        } else {
            idle.push(decoder);
        }
    }

    /** Frees what is off the heap; items that are still open free theirs when they are closed. */
    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(FrameDecoder::close);
        idle.clear();
    }
}
