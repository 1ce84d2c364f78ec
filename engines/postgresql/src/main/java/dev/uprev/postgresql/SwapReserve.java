package dev.uprev.postgresql;

import dev.uprev.io.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Hard links to the files of the old cluster's databases, made before pg_upgrade moves their folders away
 * ({@link FileMode#SWAP}). The files themselves do not change until the new server starts, so that the folders can be
 * put together again from the links. Good for the default tablespace only.
 */
record SwapReserve(Path folder, Path data) {
    private static final String UNFINISHED = "unfinished";
    /** A cache that the server makes anew; it does not follow what happens while pg_upgrade reads the old catalogs. */
    private static final String CACHE = "pg_internal.init";

    /** Makes the links, or makes them anew. */
    void make() throws IOException {
        FileTree.delete(folder);
        Path unfinished = folder.resolveSibling(UNFINISHED);
        FileTree.delete(unfinished);
        OwnedFiles.makeFolder(unfinished, data);
        for (Path database : children(data.resolve("base"))) {
            Path copy = OwnedFiles.makeFolder(unfinished.resolve(database.getFileName()), data);
            for (Path file : children(database)) {
                if (!file.getFileName().toString().equals(CACHE)) {
                    Files.createLink(copy.resolve(file.getFileName()), file);
                }
            }
        }
        OwnedFiles.rename(unfinished, folder);
    }

    /** Puts the folders back; does nothing when there are no links. What is there in their place goes. */
    void putBack() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Path base = data.resolve("base");
        for (Path stray : children(base)) {
            if (!Files.isDirectory(folder.resolve(stray.getFileName()))) {
                FileTree.delete(stray);
            }
        }
        for (Path database : children(folder)) {
            Path place = base.resolve(database.getFileName());
            FileTree.delete(place);
            OwnedFiles.makeFolder(place, data);
            for (Path file : children(database)) {
                Files.createLink(place.resolve(file.getFileName()), file);
            }
        }
        FileTree.delete(folder);
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }
}
