package dev.uprev.postgresql;

import java.util.Map;

/**
 * What is known of a database at the moment of its dump.
 *
 * @param version of the server
 * @param database its name
 * @param snapshot as {@link SnapshotHolder#state}
 * @param before states of its tables before the snapshot was taken
 * @param now states of its tables after it
 * @param countsComplete whether these states count all that was written, see {@link SourceWriters}
 */
record DumpMoment(
        ServerVersion version,
        String database,
        String snapshot,
        Map<Long, TableState> before,
        Map<Long, TableState> now,
        boolean countsComplete) {}
