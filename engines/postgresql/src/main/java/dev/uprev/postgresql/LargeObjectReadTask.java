package dev.uprev.postgresql;

import java.io.IOException;
import java.sql.SQLException;

/** Reads some large objects into a sum. */
record LargeObjectReadTask(String label, LargeObjectReader.Range range, long bytes, ReadSum sum, DumpProgress progress)
        implements ReadTask {

    @Override
    public void run(ReadingSession session) throws SQLException, IOException {
        LargeObjectDigest digest = new LargeObjectDigest();
        new LargeObjectReader(session.connection(), session::copyOut).read(range, digest);
        sum.add(digest.digest());
        progress.advance(label, bytes);
    }
}
