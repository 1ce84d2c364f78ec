package dev.uprev.postgresql;

import dev.uprev.plan.PlanContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What a check of the preflight looks at: one database, or through its main database the server as a whole.
 *
 * @param plan what is wanted, and what was seen of the source
 * @param connection to that database, for reading only
 * @param version of the server
 * @param database its name; absent where the check is about the server
 */
record Look(PlanContext plan, Connection connection, ServerVersion version, Optional<String> database) {
    /** A part of a query: keeps relations and the like that users have made, given the alias of their schema. */
    static final String OF_USERS = "(%1$s.nspname !~ '^pg_' AND %1$s.nspname <> 'information_schema')";

    /** A part of a query: the name of a relation {@code c} in schema {@code n}. */
    static final String NAME = "quote_ident(n.nspname) || '.' || quote_ident(c.relname)";

    /** A part of a query: relations of users, as {@code c} in schema {@code n}. */
    static final String RELATIONS =
            " FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace AND " + OF_USERS.formatted("n") + " ";

    /** The first OID that is given to what users make. */
    static final int FIRST_OF_USERS = 16384;

    PostgresqlFacts source() {
        return new PostgresqlFacts(plan.source());
    }

    Listing listing(String sql, Object... parameters) throws SQLException {
        return Listing.query(connection, sql, parameters);
    }

    /** What was found, with the database it was found in. */
    String seen(Object found) {
        return database.map(name -> "database " + name + ": ").orElse("") + found;
    }

    /** Whether the upgrade passes from a release before this line to one of it or later; as in 9.6, 10, 18. */
    boolean crosses(String line) {
        return Releases.crosses(plan.path().source(), plan.path().target(), line);
    }
}
