package dev.uprev.spi;

import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import dev.uprev.tool.ToolCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * How a server of this engine is made, started and stopped on this machine by the vendor's own programs. Gives commands
 * only; the instance controller for local processes runs them. Thread-safe.
 */
public interface LocalServerSupport {
    /**
     * A server on this machine.
     *
     * @param version the version of its programs
     * @param programs the folder of its programs
     * @param data its data directory; its log and pid file are beside it
     * @param instance where it listens, and who may log in to it
     * @param settings server settings by name
     */
    record LocalServer(
            Version version, Path programs, Path data, Instance instance, SortedMap<String, String> settings) {}

    /**
     * The program whose presence in a folder tells that this engine's server is installed there, as {@code postgres}.
     */
    String serverProgram();

    /** Folders, perhaps with {@code *}, in which installed servers are usually found. */
    List<String> usualFolders();

    /** What makes an empty data directory. */
    List<ToolCommand> create(LocalServer server);

    /** What starts the server in the background; ends when it answers or cannot start. */
    ToolCommand start(LocalServer server);

    /** What stops the server in good order; ends when it is down. */
    ToolCommand stop(LocalServer server);

    /** What ends with 0 exactly when the server is up. */
    ToolCommand status(LocalServer server);
}
