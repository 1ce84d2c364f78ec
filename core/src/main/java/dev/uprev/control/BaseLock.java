package dev.uprev.control;

import dev.uprev.error.UpgradeException;
import dev.uprev.io.ExclusiveFile;
import dev.uprev.io.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;

/** One process at a time works on the servers of a base directory. */
final class BaseLock {
    private BaseLock() {}

    /** Does the work while nobody else does any; an error of the file system becomes one that says what it hindered. */
    static <T> T with(Path base, String what, Work<T> work) {
        try {
            PrivateFiles.makeDirectory(base);
            ExclusiveFile lock = ExclusiveFile.take(base, ".lock").orElseThrow(() -> busy(base, what));
            try {
                return work.run();
            } finally {
                lock.close();
            }
        } catch (IOException e) {
            throw UpgradeException.failed("server-folder-failed", "cannot " + what)
                    .seen(base)
                    .why(e.toString())
                    .cause(e)
                    .fix("see to the cause, then run it again");
        }
    }

    private static UpgradeException busy(Path base, String what) {
        return UpgradeException.failed("servers-busy", "cannot " + what)
                .seen(base)
                .why("another process is at work on the servers there")
                .fix("wait for its end and run it again");
    }

    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }
}
