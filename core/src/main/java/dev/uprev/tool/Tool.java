package dev.uprev.tool;

import dev.uprev.model.Version;
import java.nio.file.Path;

/** A program that was found, and the version that it says it has. */
public record Tool(Path path, Version version) {
    /** Begins a call of this program. */
    public ToolCommand.Builder command() {
        return ToolCommand.of(path);
    }

    /** Name, version and folder, as in {@code pg_dump 18.6 at /usr/lib/postgresql/18/bin}. */
    @Override
    public String toString() {
        return path.getFileName() + " " + version + " at " + path.getParent();
    }
}
