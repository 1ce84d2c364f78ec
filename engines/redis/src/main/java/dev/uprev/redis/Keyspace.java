package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.model.HostPort;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One database of one server of the source, as long as that server lives: when it is started anew, its cursors are void
 * and its keys may be others.
 *
 * @param server where it is
 * @param database its number
 * @param runId of the server, which changes with each start
 */
record Keyspace(HostPort server, int database, String runId) {
    private static final String DATABASE = "database";
    private static final String RUN_ID = "run-id";

    /** Name of its items in the archive, as in {@code 127.0.0.1:6379/0}. */
    String name() {
        return server + "/" + database;
    }

    /** The facts that each of its items has; more can be added. */
    SortedMap<String, String> metadata() {
        return new TreeMap<>(Map.of(DATABASE, String.valueOf(database), RUN_ID, runId));
    }

    /** Whether an item was dumped from it, and in this life of its server. */
    boolean has(ArchiveEntry entry) {
        return entry.name().startsWith(name())
                && String.valueOf(database).equals(entry.metadata().get(DATABASE))
                && runId.equals(entry.metadata().get(RUN_ID));
    }

    /** The number of the database that an item with keys is of. */
    static int database(ArchiveEntry entry) {
        return Integer.parseInt(entry.metadata().getOrDefault(DATABASE, "0"));
    }

    /** Whether an item has keys of a database, of whatever size. */
    static boolean isOfKeys(ArchiveEntry entry) {
        return entry.kind().equals(KeyspaceDump.KIND) || entry.kind().equals(LargeKey.KIND);
    }
}
