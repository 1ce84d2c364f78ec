package dev.uprev.control;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.HostPort;
import java.io.IOException;
import java.net.ServerSocket;

/** Ports of this machine. What is free now may be taken a moment later by others. */
final class Ports {
    private Ports() {}

    static int anyFree() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /**
     * Refuses a port that somebody listens on.
     *
     * @throws UpgradeException {@code port-in-use}
     */
    static void requireFree(HostPort address) {
        try (ServerSocket socket = new ServerSocket(address.port())) {
            socket.setReuseAddress(true);
        } catch (IOException e) {
            throw UpgradeException.failed("port-in-use", "cannot start a server on a port that is taken")
                    .seen(address.port())
                    .why(String.valueOf(e.getMessage()))
                    .cause(e)
                    .fix("stop what listens there, or give another port in the setting \"port\"");
        }
    }
}
