package dev.uprev.testkit.servers;

import java.io.IOException;
import java.nio.file.Path;

/** The program files of one server or tool in one version, which {@link ServerCache} unpacks once. */
public interface Distribution {
    /** The name of its folder in the cache: letters, digits, dots and dashes, the version among them. */
    String name();

    /**
     * Fetches the files and unpacks them.
     *
     * @param folder an empty folder to unpack into
     * @param home where the folder will be moved to afterwards, for files in which their own place is written
     * @throws dev.uprev.error.UpgradeException {@code server-unavailable} when this machine cannot have them
     */
    void unpack(Path folder, Path home) throws IOException;
}
