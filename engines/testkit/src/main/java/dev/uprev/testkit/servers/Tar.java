package dev.uprev.testkit.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Unpacks tar archives with the tar program, which alone keeps links and rights and knows xz. */
final class Tar {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Tar() {}

    /**
     * Unpacks an archive.
     *
     * @param what what is in it, for messages
     * @param options more options for tar
     * @throws dev.uprev.error.UpgradeException {@code server-unavailable} when tar or what it needs is missing
     */
    static void unpack(String what, Path archive, Path folder, List<String> options) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("tar", "--no-same-owner", "-xf", archive.toString(), "-C", folder.toString()));
        command.addAll(options);
        Processes.Result result = Processes.run(folder, LIMIT, command);
        if (!result.ok()) {
            throw Unavailable.because(
                            what,
                            "tar ended with " + result.exit() + ": "
                                    + result.output().strip())
                    .fix("install tar and xz-utils, and check that there is room in " + folder.getParent());
        }
    }
}
