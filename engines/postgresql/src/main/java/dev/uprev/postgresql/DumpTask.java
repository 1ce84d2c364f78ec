package dev.uprev.postgresql;

import dev.uprev.transfer.Crew;

/** One of the pieces that the data of a database are dumped in. */
interface DumpTask extends Crew.SessionWork<SnapshotSession> {
    /** How much there is to do, about, in bytes. */
    long bytes();

    /** Does it, by a session that sees the snapshot. */
    @Override
    void run(SnapshotSession session) throws Exception;
}
