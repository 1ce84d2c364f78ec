package dev.uprev.journal;

import dev.uprev.io.ExclusiveFile;
import dev.uprev.io.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for each run: {@code journal.jsonl} and whatever files the run needs. */
final class DirectoryJournal implements Journal {
    private static final String FILE = FileRunJournal.NAME;

    private final Path directory;

    DirectoryJournal(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    @Override
    public Lock lock() {
        try {
            PrivateFiles.makeDirectory(directory);
            ExclusiveFile held =
                    ExclusiveFile.take(directory, "lock").orElseThrow(() -> JournalErrors.locked(directory.toString()));
            return () -> close(held);
        } catch (IOException e) {
            throw JournalErrors.io("lock", directory, e);
        }
    }

    private void close(ExclusiveFile held) {
        try {
            held.close();
        } catch (IOException e) {
            throw JournalErrors.io("unlock", directory, e);
        }
    }

    @Override
    public RunJournal create(String planId) {
        Path folder = workDirectory(planId);
        if (Files.exists(folder.resolve(FILE))) {
            throw JournalErrors.runExists(planId);
        }
        try {
            PrivateFiles.makeDirectory(folder);
            return FileRunJournal.create(folder);
        } catch (IOException e) {
            throw JournalErrors.io("make", folder, e);
        }
    }

    @Override
    public RunJournal open(String planId) {
        Path file = workDirectory(planId).resolve(FILE);
        if (!Files.exists(file)) {
            throw JournalErrors.runUnknown(planId, runs());
        }
        try {
            return FileRunJournal.open(workDirectory(planId));
        } catch (IOException e) {
            throw JournalErrors.io("read", file, e);
        }
    }

    @Override
    public Path workDirectory(String planId) {
        if (!planId.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw JournalErrors.runUnknown(planId, runs());
        }
        return directory.resolve(planId);
    }

    @Override
    public List<String> runs() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(directory)) {
            return folders.filter(folder -> Files.exists(folder.resolve(FILE)))
                    .sorted(Comparator.comparing(DirectoryJournal::begun))
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .toList();
        } catch (IOException e) {
            throw JournalErrors.io("list", directory, e);
        }
    }

    /** Engine, day and time are in an id; two runs of the same second are told apart by the rest. */
    private static String begun(Path folder) {
        String id = String.valueOf(folder.getFileName());
        return id.replaceFirst("^[^0-9]*", "") + id;
    }
}
