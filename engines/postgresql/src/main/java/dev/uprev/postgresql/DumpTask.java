package dev.uprev.postgresql;

/** One of the pieces that the data of a database are dumped in. */
interface DumpTask extends DumpCrew.SessionWork<SnapshotSession> {
    /** How much there is to do, about, in bytes. */
    long bytes();

    /** Does it, by a session that sees the snapshot. */
    @Override
    void run(SnapshotSession session) throws Exception;
}
