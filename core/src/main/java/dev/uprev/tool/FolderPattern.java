package dev.uprev.tool;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the folders that a path with patterns in it stands for, as in {@code /usr/pgsql-*}{@code /bin}. */
final class FolderPattern {
    private FolderPattern() {}

    /** Existing folders, ordered by name. */
    static List<Path> matches(String pattern) {
        List<Path> folders = List.of(Path.of("/").toAbsolutePath());
        for (String part : pattern.split("/", -1)) {
            if (!part.isEmpty()) {
                folders = folders.stream()
                        .flatMap(folder -> children(folder, part).stream())
                        .sorted()
                        .toList();
            }
        }
        return folders;
    }

    private static List<Path> children(Path folder, String part) {
        List<Path> children = new ArrayList<>();
        if (part.chars().noneMatch(c -> "*?[{".indexOf(c) >= 0)) {
            children.add(folder.resolve(part));
        } else {
            try (DirectoryStream<Path> matching = Files.newDirectoryStream(folder, part)) {
                matching.forEach(children::add);
            } catch (IOException | DirectoryIteratorException e) {
                return List.of(); // what may not be listed cannot be used either
            }
        }
        children.removeIf(child -> !Files.isDirectory(child));
        return children;
    }
}
