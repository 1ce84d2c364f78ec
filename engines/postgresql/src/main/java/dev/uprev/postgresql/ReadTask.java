package dev.uprev.postgresql;

import java.io.IOException;
import java.sql.SQLException;

/** Something to be read for a comparison, by one of several workers. */
interface ReadTask extends DumpCrew.SessionWork<ReadingSession> {
    /** An estimate, in bytes. */
    long bytes();

    @Override
    void run(ReadingSession session) throws SQLException, IOException;
}
