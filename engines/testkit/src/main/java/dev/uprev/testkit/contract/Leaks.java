package dev.uprev.testkit.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ItemReader;
import dev.uprev.event.UpgradeEvent;
import dev.uprev.event.UpgradeListener;
import dev.uprev.secret.Redactor;
import dev.uprev.tool.ToolCommand;
import dev.uprev.tool.ToolRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for a secret wherever it could have come to: events, files, archives, errors, command lines of programs, the
 * output of this process, and its log. While it is open, both outputs of this process go through it.
 */
final class Leaks implements UpgradeListener, AutoCloseable {
    private final String secret;
    private final List<String> found = new ArrayList<>();
    private final CommandLines commandLines;
    private final CapturedLog log = new CapturedLog();
    private final PrintStream standardOutput = System.out;
    private final PrintStream errorOutput = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    Leaks(String secret) {
        this.secret = secret;
        this.commandLines = CommandLines.watch();
        System.setOut(new PrintStream(printed, true, UTF_8));
        System.setErr(new PrintStream(printed, true, UTF_8));
    }

    /** Notes when a text shows the secret. */
    synchronized void look(String where, String text) {
        if (text.contains(secret)) {
            found.add(where);
        }
    }

    /** With its causes and stack traces. */
    void look(String where, Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        look(where, text.toString());
    }

    void lookIntoFiles(Path folder) {
        for (Path file : Archived.files(folder)) {
            try {
                look("file " + file, new String(Files.readAllBytes(file), ISO_8859_1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Into its data as they are when they are not compressed. */
    void lookIntoArchive(Path archive) {
        try (ArchiveReader reader = ArchiveReader.open(archive)) {
            for (ArchiveEntry entry : reader.entries()) {
                ByteArrayOutputStream content = new ByteArrayOutputStream();
                try (ItemReader item = reader.read(entry)) {
                    while (item.next()) {
                        content.write(item.buffer(), 0, item.length());
                    }
                }
                look("archived " + entry.key(), content.toString(ISO_8859_1));
            }
        }
    }

    @Override
    public void onEvent(UpgradeEvent event) {
        look("event", event.toString());
    }

    /** Runs programs and looks at what they are called with. */
    ToolRunner tools() {
        ToolRunner local = ToolRunner.local(new Redactor());
        return command -> {
            lookAt(command);
            return local.run(command);
        };
    }

    private void lookAt(ToolCommand command) {
        look("arguments of " + command.program(), String.join(" ", command.arguments()));
        look("environment of " + command.program(), command.environment().toString());
        look("text of the command " + command.program(), command.toString());
    }

    /** Where it was found. */
    synchronized List<String> found() {
        look("log", log.text());
        look("output of this process", printed.toString(UTF_8));
        commandLines.seen().forEach(line -> look("command line of a process", line));
        return List.copyOf(found);
    }

    @Override
    public void close() {
        System.setOut(standardOutput);
        System.setErr(errorOutput);
        commandLines.close();
        log.close();
    }
}
