package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveEntry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What has been restored, noted in the target itself: each note is made in the transaction that does what it says, so
 * that after a crash of anything the two agree. One table in each database, dropped at the end.
 */
final class Bookkeeping {
    /** The schema that holds the notes; nothing else is ever in it. */
    static final String SCHEMA = "uprev_restore";

    /** Makes room for notes, unless it is there. */
    static final String CREATE = "CREATE SCHEMA IF NOT EXISTS " + SCHEMA + "; CREATE TABLE IF NOT EXISTS " + SCHEMA
            + ".done (item pg_catalog.text PRIMARY KEY, seal pg_catalog.text NOT NULL)";

    static final String DROP = "DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE";

    private Bookkeeping() {}

    /** How an item of the archive is noted. */
    static String item(ArchiveEntry item) {
        return item.kind() + " " + item.name() + " " + item.part();
    }

    /** What tells an item from the same one of another dump. */
    static String seal(ArchiveEntry item) {
        return item.data().map(ArchiveEntry.DataFile::sha256).orElse("empty");
    }

    /** The statement that notes that items of the archive are restored. */
    static String noteItems(Collection<ArchiveEntry> items) {
        return note(items.stream().collect(Collectors.toMap(Bookkeeping::item, Bookkeeping::seal)));
    }

    /** The same for one item that may be noted already, perhaps in another version. */
    static String noteOnce(ArchiveEntry item) {
        return noteItems(List.of(item)) + " ON CONFLICT (item) DO NOTHING";
    }

    /** The statement that notes that something else is done. */
    static String note(String what) {
        return note(Map.of(what, ""));
    }

    private static String note(Map<String, String> seals) {
        return seals.entrySet().stream()
                .map(note -> "(" + SqlNames.literal(note.getKey()) + ", " + SqlNames.literal(note.getValue()) + ")")
                .collect(Collectors.joining(", ", "INSERT INTO " + SCHEMA + ".done VALUES ", ""));
    }

    /** The seals of everything that was noted; the notes must be there. */
    static Map<String, String> read(Connection connection) throws SQLException {
        Map<String, String> seals = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT item, seal FROM " + SCHEMA + ".done")) {
            while (rows.next()) {
                seals.put(rows.getString(1), rows.getString(2));
            }
        }
        return seals;
    }
}
