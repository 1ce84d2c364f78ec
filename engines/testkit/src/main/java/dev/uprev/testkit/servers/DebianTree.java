package dev.uprev.testkit.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Packages of any Debian release, with the libraries they need, unpacked side by side and not installed. Works where
 * apt-get is, as root or not; which minor release comes, the mirror decides.
 *
 * @param name the folder's name in the cache
 * @param suite the Debian release, such as {@code trixie}
 * @param packages what is wanted; the rest follows
 */
record DebianTree(String name, String suite, List<String> packages) implements Distribution {
    private static final String SCRIPT = "debian-tree.sh";
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @Override
    public void unpack(Path folder, Path home) throws IOException {
        Path script = Files.createTempFile("uprev", ".sh");
        try (InputStream in = Objects.requireNonNull(DebianTree.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            Files.write(script, in.readAllBytes());
            List<String> command =
                    new ArrayList<>(List.of("bash", script.toString(), suite, folder.toString(), home.toString()));
            command.addAll(packages);
            Processes.Result result = Processes.run(folder, LIMIT, command);
            if (!result.ok()) {
                throw Unavailable.because(
                                String.join(", ", packages) + " of Debian " + suite,
                                "bash ended with " + result.exit() + ": "
                                        + result.output().strip())
                        .fix("on Debian check that apt-get can download; elsewhere install the programs yourself");
            }
        } finally {
            Files.delete(script);
        }
    }
}
