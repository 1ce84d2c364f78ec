package dev.uprev.elasticsearch;

import dev.uprev.model.HostPort;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A node that is to be upgraded in place.
 *
 * @param name what the instance controller calls it
 * @param address where it takes HTTP
 * @param node what it calls itself in its cluster
 * @param rank when it is its turn: nodes that cannot be the master before those that can, the one that is after all
 * @param data its data folder, links resolved
 * @param configuration the folder of its configuration, where it tells one that can be read
 */
record NodeSite(String name, HostPort address, String node, int rank, Path data, Optional<Path> configuration) {
    static final int NO_MASTER = 0;
    static final int MAY_BE_MASTER = 1;
    static final int MASTER = 2;

    /** Name and address, for messages. */
    @Override
    public String toString() {
        return "\"" + name + "\" at " + address;
    }
}
