package dev.uprev.spi;

import dev.uprev.model.Version;
import java.nio.file.Path;
import java.util.SortedMap;

/**
 * Where a local server's files are.
 *
 * @param data its data directory
 * @param binaries the folders of the installed versions' programs
 * @param version the version that the data were last used with
 */
public record ServerFiles(Path data, SortedMap<Version, Path> binaries, Version version) {}
