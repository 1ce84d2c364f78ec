package dev.uprev.tool;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Asks programs for their versions, and remembers the answers as long as the files stay the same. */
final class VersionProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<Path, Answer> answers = new ConcurrentHashMap<>();
    private final ToolRunner runner;

    VersionProbe(ToolRunner runner) {
        this.runner = runner;
    }

    Answer ask(Path program) {
        Stamp stamp;
        try {
            stamp = Stamp.of(program);
        } catch (IOException e) {
            return new Answer(Stamp.NONE, Optional.empty(), "cannot be read (" + e + ")");
        }
        Answer known = answers.get(program);
        if (known != null && known.stamp().equals(stamp)) {
            return known;
        }
        Answer fresh = run(program, stamp);
        answers.put(program, fresh);
        return fresh;
    }

    private Answer run(Path program, Stamp stamp) {
        try {
            ToolResult result = runner.run(ToolCommand.of(program)
                    .arguments("--version")
                    .timeout(PATIENCE)
                    .build());
            String text = result.output().isBlank() ? result.errors() : result.output();
            return new Answer(stamp, Version.find(text), "does not tell its version: \"" + text.strip() + "\"");
        } catch (UpgradeException e) {
            if (e.code().equals("tool-interrupted")) {
                throw e;
            }
            return new Answer(stamp, Optional.empty(), "does not run (" + e.getMessage() + ")");
        }
    }

    /** What a program said; the problem counts where there is no version. */
    record Answer(Stamp stamp, Optional<Version> version, String problem) {
        /** What files beside the program say in its stead. */
        static Answer told(Version version) {
            return new Answer(Stamp.NONE, Optional.of(version), "");
        }
    }

    /** By which a replaced file is noticed. */
    record Stamp(FileTime modified, long bytes) {
        static final Stamp NONE = new Stamp(FileTime.fromMillis(0), 0);

        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size());
        }
    }
}
