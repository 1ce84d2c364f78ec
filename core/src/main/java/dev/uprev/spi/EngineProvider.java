package dev.uprev.spi;

import dev.uprev.model.DatabaseEngine;
import java.util.Optional;

/**
 * A database product that this library can move, found by {@link java.util.ServiceLoader}. A capability that is absent
 * makes the methods that need it unavailable, with a message that says so.
 */
public interface EngineProvider {
    DatabaseEngine engine();

    /** A look at a live server that changes nothing. */
    InstanceInspector inspector();

    default Optional<DumpSupport> dump() {
        return Optional.empty();
    }

    default Optional<RestoreSupport> restore() {
        return Optional.empty();
    }

    default Optional<ReplicationSupport> replication() {
        return Optional.empty();
    }

    default Optional<InPlaceSupport> inPlace() {
        return Optional.empty();
    }

    default Optional<VerificationSupport> verification() {
        return Optional.empty();
    }

    /** How a server is made, started and stopped with the vendor's own programs. */
    default Optional<LocalServerSupport> localServers() {
        return Optional.empty();
    }
}
