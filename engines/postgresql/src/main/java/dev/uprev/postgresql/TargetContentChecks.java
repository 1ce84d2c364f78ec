package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether there is anything on the target already. */
final class TargetContentChecks {
    private TargetContentChecks() {}

    static List<Finding> look(Look at, Connections connections) throws SQLException {
        List<DatabaseFacts> wanted = at.source().databases();
        List<Finding> findings = new ArrayList<>();
        for (DatabaseFacts there : DatabaseCatalog.read(at.connection(), at.version())) {
            Optional<DatabaseFacts> namesake = wanted.stream()
                    .filter(database -> database.name().equals(there.name()))
                    .findFirst();
            if (namesake.isPresent() && !(there.takesConnections() && there.permitted())) {
                findings.add(Finding.blocker(
                        "target-database-closed",
                        there.name(),
                        "the target has a database of this name that the user cannot connect to",
                        "drop or rename it, or allow and grant CONNECT"));
            } else if (namesake.isPresent() || (there.isUsual() && there.permitted())) {
                findings.addAll(look(connections, there, namesake));
            }
        }
        return findings;
    }

    private static List<Finding> look(Connections connections, DatabaseFacts there, Optional<DatabaseFacts> namesake)
            throws SQLException {
        Listing objects;
        try (Connection connection = connections.openToLook(there.name(), "preflight")) {
            objects = UserObjects.in(connection);
        }
        if (namesake.isPresent() && !objects.isEmpty()) {
            return List.of(Finding.blocker(
                    "target-not-empty",
                    "database " + there.name() + ": " + objects,
                    "the target has these already in a database that is to be restored",
                    "drop them or the database, rename it, or give another target"));
        }
        if (namesake.isPresent()) {
            return properties(there, namesake.get());
        }
        return objects.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                        "target-has-other-database",
                        "database " + there.name() + ": " + objects,
                        "the target serves something else besides; roles are shared by all databases of a server",
                        "see that nobody minds, or give a target of its own"));
    }

    /** A database that is there already, as postgres is, keeps what it was created with. */
    private static List<Finding> properties(DatabaseFacts there, DatabaseFacts wanted) {
        return properties(there).equals(properties(wanted))
                ? List.of()
                : List.of(Finding.warning(
                        "database-differs",
                        "database " + there.name() + ": " + properties(wanted) + " -> " + properties(there),
                        "the database is on the target already with another encoding or locale; texts may be sorted"
                                + " otherwise, and characters that its encoding lacks fail",
                        "drop the empty database on the target, or initialize the target with these"));
    }

    private static String properties(DatabaseFacts database) {
        return database.encoding() + " " + LocaleChecks.normal(database.collate()) + " "
                + LocaleChecks.normal(database.characters()) + " " + database.provider()
                + (database.locale().isEmpty() ? "" : " " + database.locale());
    }
}
