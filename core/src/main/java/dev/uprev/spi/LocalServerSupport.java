package dev.uprev.spi;

import dev.uprev.model.Version;
import dev.uprev.secret.Secret;
import dev.uprev.tool.ToolCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a server of this engine is made, started and stopped on this machine by the vendor's own programs. It says what
 * is to be run; the instance controller for local processes runs it, keeps the server's folder, waits, and looks after
 * what a crash has left. Thread-safe.
 */
public interface LocalServerSupport {
    /** The program that tells, by being in a folder, that this engine is installed there, as {@code postgres}. */
    String serverProgram();

    /** Other names of that program, as {@code valkey-server} beside {@code redis-server}; mostly none. */
    default List<String> otherServerPrograms() {
        return List.of();
    }

    /** Folders of {@link #serverProgram}, perhaps with {@code *} in them, in which installers put it. */
    List<String> usualFolders();

    /**
     * The version of the server that the program at this path belongs to, where the files beside it tell that; empty,
     * as it is unless overridden, where the program has to be asked by {@code --version}.
     */
    default Optional<Version> version(Path program) {
        return Optional.empty();
    }

    /** Who may log in to a new server where the settings name nobody; empty where nobody has to log in. */
    default Optional<String> administrator() {
        return Optional.empty();
    }

    /** What makes an empty data directory, which does not exist before; none for a server that makes its own. */
    List<ToolCommand> create(LocalServer server, Optional<Secret> password);

    /**
     * Files that the server reads when it starts: content by path within the server's folder. They are written anew
     * before each start. No secrets.
     */
    default SortedMap<Path, String> configuration(LocalServer server) {
        return new TreeMap<>();
    }

    /** What starts the server in the background, where it stays; may end before the server {@link #answers}. */
    ToolCommand start(LocalServer server, Optional<Secret> password);

    /**
     * Does on a new server, once it answers, what cannot be done before, such as making its first user. May come again
     * after a crash.
     *
     * @throws dev.uprev.error.UpgradeException when that fails
     */
    default void complete(LocalServer server, Optional<Secret> password) {}

    /**
     * What stops the server in good order; empty where it is enough to send it the signal TERM, perhaps more than once.
     */
    default Optional<ToolCommand> stop(LocalServer server) {
        return Optional.empty();
    }

    /** The file with the id of the server's main process in its first line. */
    default Path pidFile(LocalServer server) {
        return server.folder().resolve("pid");
    }

    /** Whether the server takes connections; unless overridden, whether its port is open. */
    default boolean answers(LocalServer server) {
        return server.isPortOpen();
    }

    /** The same for a server that tells only those who log in whether it is ready; it is the one that is asked. */
    default boolean answers(LocalServer server, Optional<Secret> password) {
        return answers(server);
    }

    /** Whether it is up and still reads its data, for which it may take as long as it likes. */
    default boolean isLoading(LocalServer server, Optional<Secret> password) {
        return false;
    }
}
