package dev.uprev.spi;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The platform that runs the database servers. Every call may come again after a crash and must then do no harm.
 * Thread-safe.
 */
public interface InstanceController {
    /**
     * Creates an empty server and starts it; gives the one there is when it was created before under that name.
     *
     * @param settings what the platform needs to know, such as a port
     * @throws dev.uprev.error.UpgradeException when it cannot be created
     */
    Instance provision(DatabaseEngine engine, String name, Version version, SortedMap<String, String> settings);

    /** Removes a server that {@link #provision} created, with its data; does nothing when there is none. */
    void remove(DatabaseEngine engine, String name);

    /** Stops the server in good order and returns when it is down. */
    void stop(DatabaseEngine engine, String name);

    /** Starts the server with the binaries of that version on the data it has, and returns when it answers. */
    void start(DatabaseEngine engine, String name, Version version);

    /** Where the server's files are, for upgrades in place; absent when the platform does not show them. */
    Optional<ServerFiles> files(DatabaseEngine engine, String name);

    /** No platform: each call is refused. */
    static InstanceController none() {
        return NoServers.INSTANCE;
    }
}
