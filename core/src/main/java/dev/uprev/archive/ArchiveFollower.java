package dev.uprev.archive;

import dev.uprev.error.UpgradeException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gives the completed items of an archive that may still be growing. Thread-safe: several workers may take from one
 * follower, and each item is given once. A finished archive is followed in the same way, without any wait.
 */
public final class ArchiveFollower {
    private final ReentrantLock lock = new ReentrantLock();
    private final ArchiveContents contents = new ArchiveContents();
    private final Map<ItemKey, ArchiveEntry> waiting = new LinkedHashMap<>();
    private final Set<ItemKey> given = new HashSet<>();
    private final ManifestTail tail;
    private final FollowPause pause;

    ArchiveFollower(ManifestTail tail, FollowPause pause) {
        this.tail = tail;
        this.pause = pause;
    }

    /**
     * The next item, in the order of their completion; waits for it where need be. Empty once the end line is there and
     * every item has been given.
     *
     * @throws UpgradeException {@code archive-item-discarded} when an item that was given before has become void;
     *     {@code archive-damaged}, {@code interrupted}
     */
    public Optional<ArchiveEntry> next() {
        try {
            lock.lockInterruptibly();
            try {
                while (true) {
                    tail.read(this::take);
                    Iterator<ArchiveEntry> first = waiting.values().iterator();
                    if (first.hasNext()) {
                        ArchiveEntry entry = first.next();
                        first.remove();
                        given.add(entry.key());
                        return Optional.of(entry);
                    }
                    if (contents.isFinished()) {
                        return Optional.empty();
                    }
                    pause.await();
                }
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            throw ArchiveErrors.interrupted(e);
        }
    }

    private void take(ManifestLine line, long number) {
        contents.add(line, number);
        if (line instanceof ManifestLine.Item item) {
            waiting.put(item.entry().key(), item.entry());
        } else if (line instanceof ManifestLine.Discard discard) {
            for (ItemKey key : discard.items()) {
                waiting.remove(key);
                if (given.contains(key)) {
                    throw UpgradeException.failed("archive-item-discarded", "an item was taken back by the dump")
                            .seen(key)
                            .why("it changed at the source after it had been handed out")
                            .fix("empty the target and restore again");
                }
            }
        }
    }
}
