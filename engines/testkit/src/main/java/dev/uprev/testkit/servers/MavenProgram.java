package dev.uprev.testkit.servers;

import dev.uprev.io.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * One program that needs nothing else, in a jar in the Maven repository.
 *
 * @param name the folder's name in the cache
 * @param artifact the jar
 * @param entry how the program's name ends in the jar
 * @param program its name in the folder {@code bin}
 */
record MavenProgram(String name, MavenArtifact artifact, String entry, String program) implements Distribution {

    @Override
    public void unpack(Path folder, Path home) throws IOException {
        ServerProgram.requirePlatform(name);
        Path download = Files.createDirectory(folder.resolve(".download"));
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path copy = JarContent.extract(artifact.file(download), entry, bin.resolve(program));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
        FileTree.delete(download);
    }
}
