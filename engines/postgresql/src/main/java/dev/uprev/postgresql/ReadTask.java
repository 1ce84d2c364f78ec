package dev.uprev.postgresql;

import dev.uprev.transfer.Crew;
import java.io.IOException;
import java.sql.SQLException;

/** Something to be read for a comparison, by one of several workers. */
interface ReadTask extends Crew.SessionWork<ReadingSession> {
    /** An estimate, in bytes. */
    long bytes();

    @Override
    void run(ReadingSession session) throws SQLException, IOException;
}
