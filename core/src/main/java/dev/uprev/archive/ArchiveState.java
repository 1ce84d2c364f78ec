package dev.uprev.archive;

/** How far the dump in a directory has come. */
public enum ArchiveState {
    /** Nothing there, or nothing that counts: {@link ArchiveWriter#create} it. */
    ABSENT,
    /** {@link ArchiveWriter#resume} it. */
    UNFINISHED,
    /** Restore from it, or dump into another directory. */
    FINISHED
}
