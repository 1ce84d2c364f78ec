package dev.uprev.testkit.servers;

import dev.uprev.io.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A tar archive in the Maven repository, or in a jar there.
 *
 * @param name the folder's name in the cache
 * @param artifact the archive, or the jar around it
 * @param entry how the name of the archive ends in the jar; empty where the artifact is the archive itself
 * @param tarOptions more options for tar
 */
record MavenArchive(String name, MavenArtifact artifact, Optional<String> entry, List<String> tarOptions)
        implements Distribution {

    @Override
    public void unpack(Path folder, Path home) throws IOException {
        Path download = Files.createDirectory(folder.resolve(".download"));
        Path file = artifact.file(download);
        Path archive = entry.isPresent()
                ? JarContent.extract(file, entry.get(), download.resolve("archive" + entry.get()))
                : file;
        Tar.unpack(name, archive, folder, tarOptions);
        FileTree.delete(download);
    }
}
