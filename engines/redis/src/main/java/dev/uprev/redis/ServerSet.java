package dev.uprev.redis;

import dev.uprev.model.HostPort;
import java.io.IOException;

/** All servers of an instance that hold data, one after the other. */
record ServerSet(Connections connections) {
    /** Done with each of them. */
    @FunctionalInterface
    interface Work {
        void on(RespConnection server) throws IOException;
    }

    void each(Work work) throws IOException {
        for (HostPort primary : Topology.of(connections).primaries()) {
            try (RespConnection server = connections.open(primary)) {
                work.on(server);
            }
        }
    }
}
