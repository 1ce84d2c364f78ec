package dev.uprev.archive;

/** Waits between two looks at an archive that is still being written. */
@FunctionalInterface
public interface FollowPause {
    /**
     * Called when there is nothing new. Returns when it is time to look again; throws any unchecked exception, which
     * goes on to the caller of {@link ArchiveFollower#next}, when there is no sense in that: the work was cancelled, or
     * the writer has failed.
     */
    void await() throws InterruptedException;
}
