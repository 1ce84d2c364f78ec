package dev.uprev.testkit.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A file system in memory, of a fixed size, mounted on a folder. */
record Tmpfs(Path folder) {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    static Tmpfs mount(Path folder, int mebibytes) throws IOException {
        Processes.Result result =
                run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + mebibytes + "m", "tmpfs", folder.toString());
        if (!result.ok()) {
            throw Unavailable.because(
                            "a file system of " + mebibytes + " MiB",
                            "mount says: " + result.output().strip())
                    .fix("run as root, with the right to mount");
        }
        return new Tmpfs(folder);
    }

    void unmount() throws IOException {
        Processes.Result result = run("umount", folder.toString());
        if (!result.ok()) {
            throw new IOException(
                    "cannot unmount " + folder + ": " + result.output().strip());
        }
    }

    private static Processes.Result run(String... command) throws IOException {
        return Processes.run(Path.of("/"), LIMIT, List.of(command));
    }
}
