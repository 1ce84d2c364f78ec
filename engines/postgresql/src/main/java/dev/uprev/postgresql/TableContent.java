package dev.uprev.postgresql;

import java.io.IOException;

/** Rows of one table that are loaded in one transaction: from an archive, or straight from a server. */
interface TableContent {
    TableData table();

    /** Finds out what of it is still to be loaded; {@code false} when nothing is. */
    boolean begin();

    /** Whether what is still to be loaded are all rows of the table. */
    boolean isWhole();

    /** About how much is still to be loaded. */
    long bytes();

    /**
     * Gives the data of a {@code COPY .. FROM STDIN}, with what goes before and behind the rows.
     *
     * @return how many rows these are
     * @throws IOException from the sink
     */
    long give(ByteSink sink) throws IOException;

    /** Statements for the same transaction, which note that this is loaded; empty for none. */
    String note();
}
