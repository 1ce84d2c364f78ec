package dev.uprev.archive;

import dev.uprev.error.UpgradeException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;

/** Errors that several classes of this package report alike. */
final class ArchiveErrors {
    private ArchiveErrors() {}

    static UpgradeException io(String verb, Path path, IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return interrupted(cause);
        }
        return UpgradeException.failed("archive-io", "cannot " + verb + " a file of the dump")
                .seen(path)
                .why(String.valueOf(cause))
                .cause(cause)
                .fix("see that the file system is mounted and writable by this user, then resume");
    }

    static UpgradeException interrupted(Exception cause) {
        Thread.currentThread().interrupt();
        return UpgradeException.failed("interrupted", "the work on the dump was stopped")
                .why("its thread was interrupted")
                .cause(cause)
                .fix("resume to go on after the items that are complete");
    }

    static UpgradeException damaged(String where, String what) {
        return UpgradeException.failed("archive-damaged", "the dump cannot be used")
                .seen(where)
                .why(what)
                .fix("do not restore from it; fetch an intact copy, or dump again into an empty directory");
    }

    static UpgradeException damaged(String where, String what, Exception cause) {
        return UpgradeException.failed("archive-damaged", "the dump cannot be used")
                .seen(where)
                .why(what)
                .cause(cause)
                .fix("do not restore from it; fetch an intact copy, or dump again into an empty directory");
    }
}
