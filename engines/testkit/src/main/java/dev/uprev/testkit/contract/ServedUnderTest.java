package dev.uprev.testkit.contract;

import dev.uprev.model.Version;
import dev.uprev.spi.InstanceController;

/**
 * A running server of an instance controller, which is to be upgraded in place.
 *
 * @param server the server, and what is done to it behind the engine's back
 * @param controller the platform that stops it and starts it
 * @param name what the controller calls it
 * @param target the version to go to, of which the controller has the programs
 */
public record ServedUnderTest(ServerUnderTest server, InstanceController controller, String name, Version target)
        implements AutoCloseable {
    @Override
    public void close() {
        server.close();
    }
}
