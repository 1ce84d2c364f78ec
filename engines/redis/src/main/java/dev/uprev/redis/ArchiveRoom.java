package dev.uprev.redis;

import dev.uprev.compat.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether there is room for the dump, as far as that can be known: values take less on disk than in memory. */
final class ArchiveRoom {
    private static final int BEST = 20;
    private static final int USUAL = 2;

    private ArchiveRoom() {}

    /** @param bytes what the data take in the memory of the source */
    static List<Finding> findings(Path archive, long bytes) throws IOException {
        Path directory = archive.toAbsolutePath();
        while (!Files.exists(directory) && directory.getParent() != null) {
            directory = directory.getParent();
        }
        return findings(archive, bytes, Files.getFileStore(directory).getUsableSpace());
    }

    static List<Finding> findings(Path archive, long bytes, long free) {
        if (free >= bytes / USUAL) {
            return List.of();
        }
        String seen = free + " bytes free for " + archive + ", " + bytes + " bytes of data in memory";
        String fix = "name a directory with more room for the archive";
        return List.of(
                free < bytes / BEST
                        ? Finding.blocker(
                                "archive-space", seen, "the dump will not fit, however well it compresses", fix)
                        : Finding.warning(
                                "archive-space", seen, "the dump will fit only if the data compress well", fix));
    }
}
