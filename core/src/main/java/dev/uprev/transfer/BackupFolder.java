package dev.uprev.transfer;

import dev.uprev.error.UpgradeException;
import dev.uprev.io.FileCopy;
import dev.uprev.io.FileTree;
import dev.uprev.plan.StepContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * The folder, in that of the run's archive, with what a server had before it was upgraded in place. It is complete when
 * its list of files is there, which is written last. For one thread.
 */
public final class BackupFolder {
    private static final String LIST = "files.json";

    private final StepContext run;
    private final String server;
    private final Path folder;

    /** @param server the name that the instance controller has for it */
    public BackupFolder(StepContext run, String server) {
        this.run = run;
        this.server = server;
        this.folder = run.archive().resolve(server);
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    /** Whether all is there. */
    public boolean isComplete() {
        return isClaimed() && Files.exists(folder.resolve(LIST));
    }

    private String claimKey() {
        return "backup of " + server;
    }

    private boolean isClaimed() {
        return run.recall(claimKey()).isPresent();
    }

    /**
     * Makes the folder this run's own: only then is anything in it deleted or put back.
     *
     * @throws UpgradeException {@code backup-folder-taken} where something lies there already, as the copy of an
     *     earlier upgrade
     */
    public void claim() throws IOException {
        if (isClaimed()) {
            return;
        }
        if (!isEmpty(folder)) {
            throw UpgradeException.failed("backup-folder-taken", "cannot copy the data of server \"" + server + "\"")
                    .seen(folder)
                    .why("something lies there already, perhaps what an earlier upgrade has kept")
                    .fix("name another folder as the archive, or move that one away; nothing has been changed");
        }
        run.remember(claimKey(), folder.toString());
    }

    private static boolean isEmpty(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return !Files.exists(path);
        }
        try (Stream<Path> content = Files.list(path)) {
            return content.findAny().isEmpty();
        }
    }

    /** Writes the list of files, durably; it is complete from then on. */
    public void complete(String list) throws IOException {
        Path unfinished = folder.resolve(LIST + ".new");
        Files.writeString(unfinished, list);
        FileCopy.sync(unfinished);
        Files.move(unfinished, folder.resolve(LIST), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The list of files, as it was written. */
    public String list() throws IOException {
        return Files.readString(folder.resolve(LIST));
    }

    /** Deletes it, and the archive's folder where nothing else is in it; does nothing to a folder of somebody else. */
    public void delete() throws IOException {
        if (!isClaimed()) {
            return;
        }
        FileTree.delete(folder);
        if (isEmpty(run.archive())) {
            Files.deleteIfExists(run.archive());
        }
    }

    /** The error for a file of the backup that is not as it was. */
    public static UpgradeException damaged(Path file, Path data) {
        return UpgradeException.failed("backup-damaged", "cannot put the data of the server back")
                .seen(file)
                .why("the file is not as it was when it was copied; nothing has been changed")
                .fix("bring the file back, then resume; the newer server's data are still in " + data);
    }
}
