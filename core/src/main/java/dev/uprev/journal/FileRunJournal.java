package dev.uprev.journal;

import dev.uprev.io.SealedLines;
import dev.uprev.json.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A run's journal as a file of sealed lines, each on the disk before anything goes on. A last line that was torn by the
 * death of its writer never counted, and is cut off; damage anywhere else is an error.
 */
final class FileRunJournal implements RunJournal {
    static final String NAME = "journal.jsonl";

    private final Path folder;
    private final Path path;
    private final RandomAccessFile file;
    private final SealedLines lines = new SealedLines();
    private final List<JournalEntry> entries = new ArrayList<>();

    private FileRunJournal(Path folder) throws IOException {
        this.folder = folder;
        this.path = folder.resolve(NAME);
        this.file = new RandomAccessFile(path.toFile(), "rw");
    }

    static FileRunJournal create(Path folder) throws IOException {
        Files.createFile(folder.resolve(NAME));
        return new FileRunJournal(folder);
    }

    static FileRunJournal open(Path folder) throws IOException {
        FileRunJournal journal = new FileRunJournal(folder);
        try {
            journal.read();
            return journal;
        } catch (IOException | RuntimeException e) {
            journal.file.close();
            throw e;
        }
    }

    private void read() throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                Optional<String> json = lines.decode(Arrays.copyOfRange(bytes, from, i));
                if (json.isEmpty() && i + 1 == bytes.length) {
                    break;
                }
                entries.add(json.map(text -> Json.read(text, JournalEntry.class))
                        .orElseThrow(() -> JournalErrors.damaged(
                                path, lines.lines() + 1, "it was altered, or a line before it was lost or added")));
                from = i + 1;
            }
        }
        if (entries.isEmpty()) {
            throw JournalErrors.damaged(path, 1, "it does not even hold the plan");
        }
        file.setLength(from);
        file.seek(from);
    }

    @Override
    public synchronized void append(JournalEntry entry) {
        byte[] line = lines.encode(entry);
        try {
            file.write(line);
            file.getFD().sync();
        } catch (IOException e) {
            throw JournalErrors.io("write", path, e);
        }
        lines.accept(line);
        entries.add(entry);
    }

    @Override
    public synchronized List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    @Override
    public Path workDirectory() {
        return folder;
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw JournalErrors.io("close", path, e);
        }
    }
}
