package dev.uprev.postgresql;

import dev.uprev.model.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tablespaces of a cluster, which are links in its {@code pg_tblspc}; each release has a folder of its own there.
 */
final class Tablespaces {
    private Tablespaces() {}

    /** Where they are, links resolved. */
    static List<Path> of(Path data) throws IOException {
        List<Path> places = new ArrayList<>();
        try (Stream<Path> links = Files.list(data.resolve("pg_tblspc"))) {
            for (Path link : links.toList()) {
                places.add(link.toRealPath());
            }
        }
        return places;
    }

    /** What a release has in the tablespaces of the cluster. */
    static List<Path> foldersOf(Version version, Path data) throws IOException {
        String start = "PG_" + Releases.line(version) + "_";
        List<Path> folders = new ArrayList<>();
        for (Path place : of(data)) {
            try (Stream<Path> all = Files.list(place)) {
                all.filter(folder -> folder.getFileName().toString().startsWith(start))
                        .forEach(folders::add);
            }
        }
        return folders;
    }
}
