package dev.uprev.postgresql;

import java.io.IOException;

/** All rows of a table on one side; they can be read several times. */
@FunctionalInterface
interface TableRows {
    /** Gives each row. */
    void read(RowReader.Rows rows) throws IOException;
}
