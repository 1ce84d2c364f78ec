package dev.uprev.spi;

import dev.uprev.model.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * Where a local server's files are.
 *
 * @param data its data directory
 * @param binaries the folders of the installed versions' programs
 * @param version the version that the data were last used with
 * @param launcher the program, and its arguments, that has to start every program that works on the files, as in
 *     {@code runuser -u postgres --}; none where they are to be started as they are
 */
public record ServerFiles(Path data, SortedMap<Version, Path> binaries, Version version, List<String> launcher) {
    public ServerFiles {
        launcher = List.copyOf(launcher);
    }
}
