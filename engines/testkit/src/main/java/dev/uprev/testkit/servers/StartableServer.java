package dev.uprev.testkit.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A server whose files are made, whatever its product. {@link ServerLife} starts and ends it. */
interface StartableServer {
    /** Starts its process, which may end at once when the port is taken. */
    ServerProcess launch(int port);

    /** Whether it takes connections at this port: this process, where the protocol can tell, and not another server. */
    boolean answers(int port, ServerProcess process);

    /** How long it may take until it answers, on a busy machine. */
    default Duration startLimit() {
        return Duration.ofSeconds(90);
    }

    /** The signal that makes it shut down in order, such as {@code INT}. */
    String stopSignal();

    /** What it has written since it was set up. */
    Path log();

    /** Deletes its files. */
    void delete() throws IOException;

    /** Product and version, for messages. */
    @Override
    String toString();
}
