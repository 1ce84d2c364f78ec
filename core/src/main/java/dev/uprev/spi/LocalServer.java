package dev.uprev.spi;

import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A server on this machine, as its engine's {@link LocalServerSupport} sees it.
 *
 * @param version the version of its programs
 * @param programs the folder of its programs
 * @param serverProgram the name of the program in it that is the server
 * @param folder the folder that holds its data, its log and all else it has
 * @param instance where it listens, and who may log in to it
 * @param settings server settings by name, for the engine to interpret
 */
public record LocalServer(
        Version version,
        Path programs,
        String serverProgram,
        Path folder,
        Instance instance,
        SortedMap<String, String> settings) {
    private static final int CONNECT_MILLIS = 1_000;

    public LocalServer {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    public Path data() {
        return folder.resolve("data");
    }

    public Path log() {
        return folder.resolve("log");
    }

    public Path program(String name) {
        return programs.resolve(name);
    }

    /** Whether somebody takes TCP connections at the server's address. */
    public boolean isPortOpen() {
        HostPort address = instance.address();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
