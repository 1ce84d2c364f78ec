package dev.uprev.postgresql;

import dev.uprev.transfer.Crew;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the target is compared with: a dump, or the source itself. For one thread. */
interface ComparedSource extends AutoCloseable {
    /**
     * Gives the catalog of a database, or of the server as a whole where the name is empty.
     *
     * @return whether it is known
     */
    boolean catalog(String database, Consumer<CatalogLine> sink) throws SQLException, IOException;

    /** The tables of a database that hold rows. */
    List<TableData> tables(String database) throws SQLException;

    /** Begins to find out what the tables come to, where that takes work; the crew does it. */
    void start(Crew crew, String database, List<TableData> tables) throws SQLException;

    /** What each table comes to, by the name of its items, when the crew has ended. */
    Map<String, ReadSum> sums(String database);

    /** What the large objects come to, when the crew has ended. */
    ReadSum largeObjects(String database);

    /** Whether rows can be read again, to name those that differ. */
    default boolean keepsRows() {
        return true;
    }

    /** All rows of a table; the crew can stop the reading of them. */
    TableRows rows(TableData table, Crew crew);

    /** The large objects of a database, see {@link LargeObjectRows}. */
    TableRows largeObjectRows(String database, Crew crew);

    @Override
    void close();
}
