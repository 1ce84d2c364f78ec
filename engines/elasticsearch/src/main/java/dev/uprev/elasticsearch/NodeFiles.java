package dev.uprev.elasticsearch;

import dev.uprev.io.FileTree;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is in the data folder of a node.
 *
 * @param folders by their paths in it, each before those in it
 * @param files likewise
 */
record NodeFiles(List<Path> folders, List<Path> files) {
    private static final Set<String> LOCKS = Set.of("node.lock", "write.lock");

    /** Those of a node that is down, without its locks. */
    static NodeFiles of(Path data) throws IOException {
        List<Path> folders = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(data)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Path inside = data.relativize(path);
                if (Files.isDirectory(path)) {
                    if (!path.equals(data)) {
                        folders.add(inside);
                    }
                } else if (!LOCKS.contains(String.valueOf(path.getFileName()))) {
                    files.add(inside);
                }
            }
        }
        return new NodeFiles(folders, files);
    }

    /** {@code .../indices/UUID/SHARD/index/FILE}; before 5.0 with the name of the index for its UUID. */
    static boolean isOfLucene(Path file) {
        int names = file.getNameCount();
        return names >= 5
                && file.getName(names - 2).toString().equals("index")
                && file.getName(names - 5).toString().equals("indices");
    }

    /** Whether that could be done: not from one disk to another, nor on every file system. */
    static boolean link(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
            return true;
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.deleteIfExists(to);
            return false;
        }
    }

    /** Deletes what is in a folder, and not the folder. */
    static void empty(Path folder) throws IOException {
        List<Path> content;
        try (Stream<Path> all = Files.list(folder)) {
            content = all.toList();
        }
        for (Path each : content) {
            FileTree.delete(each);
        }
    }
}
