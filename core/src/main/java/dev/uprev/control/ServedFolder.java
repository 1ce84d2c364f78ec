package dev.uprev.control;

import dev.uprev.spi.LocalServer;
import dev.uprev.spi.LocalServerSupport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server's folder, what is known of the server, and the engine's knowledge of such servers. */
record ServedFolder(ServerFolder folder, LocalServerSupport support, ServerRecord record) {
    LocalServer server() {
        return new LocalServer(
                record.version(),
                record.programs(),
                record.serverProgram(),
                folder.path(),
                record.instance(),
                ServerSettings.of(record.settings()).server());
    }

    /** Its running process. */
    Optional<ProcessHandle> process() {
        return ServerProcess.find(support.pidFile(server()), folder.path());
    }

    /** All that the server has in its folder. */
    List<Path> files() {
        LocalServer server = server();
        List<Path> files = new ArrayList<>(support.configuration(server).keySet());
        files.addAll(List.of(server.data(), server.log(), support.pidFile(server)));
        return files;
    }

    @Override
    public String toString() {
        return record.instance() + " in " + folder.path();
    }
}
