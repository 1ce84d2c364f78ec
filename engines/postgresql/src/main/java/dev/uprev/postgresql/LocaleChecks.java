package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Whether the target has the encodings, locales and collations that the source's databases were made with. */
final class LocaleChecks {
    /** The server accepts a value for lc_monetary only when the operating system has that locale. */
    private static final String TRY_LOCALE = "SELECT set_config('lc_monetary', ?, true)";

    private static final String INVALID_VALUE = "22023";

    private LocaleChecks() {}

    static List<Finding> look(Look at) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (DatabaseFacts database : at.source().databases()) {
            findings.addAll(encoding(at, database));
            findings.addAll(operatingSystem(at, database));
            findings.addAll(icu(at, database));
            findings.addAll(collations(at, database));
        }
        return findings;
    }

    private static List<Finding> encoding(Look at, DatabaseFacts database) throws SQLException {
        return Sql.number(at.connection(), "SELECT pg_char_to_encoding(?)", database.encoding()) >= 0
                ? List.of()
                : List.of(Finding.blocker(
                        "encoding-missing",
                        "database " + database.name() + ": " + database.encoding(),
                        "the target's version does not have this encoding",
                        "move the data to a database with encoding UTF8 on the source first"));
    }

    /** The two locales of the operating system that every database has, whoever compares its texts. */
    private static List<Finding> operatingSystem(Look at, DatabaseFacts database) throws SQLException {
        List<String> missing = new ArrayList<>();
        for (String locale : new TreeSet<>(List.of(database.collate(), database.characters()))) {
            if (!isPresent(at, locale)) {
                missing.add(locale);
            }
        }
        return missing.isEmpty()
                ? List.of()
                : List.of(Finding.blocker(
                        "locale-missing",
                        "database " + database.name() + ": " + String.join(", ", missing),
                        "the operating system of the target does not have this locale, so the database cannot be"
                                + " created there",
                        "install it there (on Debian and Ubuntu: locale-gen; on Red Hat: glibc-langpack) and restart"
                                + " the target"));
    }

    private static boolean isPresent(Look at, String locale) throws SQLException {
        try {
            Sql.text(at.connection(), TRY_LOCALE, locale);
            return true;
        } catch (SQLException e) {
            if (INVALID_VALUE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    private static List<Finding> icu(Look at, DatabaseFacts database) throws SQLException {
        return !database.provider().equals("icu")
                        || Sql.flag(
                                at.connection(), "SELECT EXISTS (SELECT 1 FROM pg_collation WHERE collprovider = 'i')")
                ? List.of()
                : List.of(Finding.blocker(
                        "icu-missing",
                        "database " + database.name() + ": " + database.locale(),
                        "the target was built without ICU, which compares the texts of this database",
                        "take a target built with ICU"));
    }

    private static List<Finding> collations(Look at, DatabaseFacts database) throws SQLException {
        if (database.collations().isEmpty()) {
            return List.of();
        }
        List<String> missing = new ArrayList<>(database.collations());
        missing.removeAll(Sql.texts(
                at.connection(),
                "SELECT collname FROM pg_collation WHERE collnamespace = 11"
                        + " AND collencoding IN (-1, pg_char_to_encoding(?))",
                database.encoding()));
        return missing.isEmpty()
                ? List.of()
                : List.of(Finding.blocker(
                        "collation-missing",
                        "database " + database.name() + ": " + Listing.of(missing),
                        "columns, indexes or types name these collations, which the target does not have",
                        "install the locales there and call pg_import_system_collations('pg_catalog') in template1"
                                + " and the new database, or take a target that was initialized with them"));
    }

    /** A name as operating systems compare it: {@code en_US.UTF-8} is {@code en_US.utf8}. */
    static String normal(String locale) {
        return Optional.of(locale.indexOf('.'))
                .filter(dot -> dot >= 0)
                .map(dot -> locale.substring(0, dot)
                        + locale.substring(dot).toLowerCase(Locale.ROOT).replace("-", ""))
                .orElse(locale.equals("POSIX") ? "C" : locale);
    }
}
