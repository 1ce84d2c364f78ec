package dev.uprev.testkit.servers;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Programs of servers, before they are started. */
final class ServerProgram {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private ServerProgram() {}

    /**
     * The version that the program says it has.
     *
     * @throws UpgradeException {@code server-start-failed} when it cannot be run
     */
    static Version version(Path program, ServerAccount account) throws IOException {
        Processes.Result result =
                Processes.run(Path.of("/"), LIMIT, account.command(List.of(program.toString(), "--version")));
        return Version.find(result.ok() ? result.output() : "")
                .orElseThrow(() -> UpgradeException.failed("server-start-failed", "cannot run " + program)
                        .seen(result.output().strip())
                        .fix("give a folder with the programs of a server for this machine"));
    }

    /**
     * Passes where pinned programs can run.
     *
     * @param what a server, for the message
     * @throws UpgradeException {@code server-unavailable} anywhere else than on Linux on x86-64
     */
    static void requirePlatform(String what) {
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!platform.equals("Linux amd64")) {
            throw Unavailable.because(what, "only its programs for Linux on x86-64 are pinned")
                    .seen(platform)
                    .fix("run the tests on such a machine");
        }
    }
}
