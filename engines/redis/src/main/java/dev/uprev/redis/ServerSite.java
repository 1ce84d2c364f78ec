package dev.uprev.redis;

import dev.uprev.model.HostPort;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A server that is to be upgraded in place, and which files of its data folder are its data.
 *
 * @param name what the instance controller calls it
 * @param address where it listens
 * @param replica whether it follows another server
 * @param data its data folder, links resolved
 * @param snapshot the name of its RDB file
 * @param saves whether it has save points, so that it saves when it is stopped
 * @param appends whether it keeps an append-only file (AOF), which it loads instead of the RDB file
 * @param log the name of the AOF, before 7.0 of its only file
 * @param logFolder the folder of the parts of the AOF from 7.0 on, else empty
 * @param nodes the file in which a node of a cluster keeps what it knows of the others, else empty
 * @param configuration its configuration file, where it tells one that can be read
 * @param users its file of users, where it has one
 */
record ServerSite(
        String name,
        HostPort address,
        boolean replica,
        Path data,
        String snapshot,
        boolean saves,
        boolean appends,
        String log,
        String logFolder,
        String nodes,
        Optional<Path> configuration,
        Optional<Path> users) {
    /** Whether it keeps nothing: what it holds is gone when it stops. */
    boolean keepsNothing() {
        return !saves && !appends;
    }

    Path snapshotFile() {
        return data.resolve(snapshot);
    }

    /** Name and address, for messages. */
    @Override
    public String toString() {
        return "\"" + name + "\" at " + address;
    }
}
