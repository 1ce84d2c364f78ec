package dev.uprev.postgresql;

import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.Version;
import dev.uprev.tool.ToolCommand;
import dev.uprev.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which way pg_upgrade goes: the one that the request names, else the fastest of those that leave the old cluster
 * whole, else links. {@link FileMode#SWAP} is never chosen: with links kept for the way back it is no faster than they
 * are.
 *
 * @param mode the mode
 * @param reason why, for people
 */
record FileModeChoice(FileMode mode, String reason) {
    /** What the new cluster has besides the files of tables: its catalogs, and its write-ahead log. */
    private static final long ROOM_FOR_CATALOGS = 512L << 20;

    /**
     * Chooses.
     *
     * @param bytes the size of the old cluster
     */
    static FileModeChoice of(UpgradeRequest request, Version newVersion, Path data, long bytes, ToolRunner tools)
            throws IOException {
        Optional<FileMode> asked = FileMode.asked(request);
        if (asked.isPresent()) {
            return new FileModeChoice(asked.get(), "the option " + FileMode.OPTION + " says so");
        }
        if (FileMode.CLONE.isIn(newVersion) && canClone(data, tools)) {
            return new FileModeChoice(
                    FileMode.CLONE,
                    "the file system lets files share their blocks: as fast as links, and the old cluster stays whole");
        }
        long free = Files.getFileStore(data).getUsableSpace();
        if (free >= roomFor(FileMode.COPY, bytes)) {
            return new FileModeChoice(
                    FileMode.COPY,
                    "there is room for a copy, which leaves the old cluster whole; links are faster, and the way back"
                            + " then ends when the new server starts");
        }
        return new FileModeChoice(
                FileMode.LINK, "there is no room for a copy; the way back ends when the new server starts");
    }

    /** The room that a mode takes on the file system of the data directory. */
    static long roomFor(FileMode mode, long bytes) {
        return ROOM_FOR_CATALOGS + (mode == FileMode.COPY ? bytes + bytes / 20 : 0);
    }

    /** Found out by cloning a small file, beside the data directory. */
    static boolean canClone(Path data, ToolRunner tools) throws IOException {
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        Path clone = Files.createTempFile(data.getParent(), ".uprev", ".clone");
        try {
            ToolCommand cp = ToolCommand.of("cp")
                    .arguments(mac ? List.of("-c") : List.of("--reflink=always"))
                    .arguments(data.resolve("PG_VERSION").toString(), clone.toString())
                    .acceptedExitCodes(0, 1)
                    .build();
            return tools.run(cp).exitCode() == 0;
        } finally {
            Files.delete(clone);
        }
    }
}
