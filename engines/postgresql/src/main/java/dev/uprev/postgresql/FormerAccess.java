package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Who might connect to a database before the fence, and with which default for transactions, as the statements that
 * bring it back.
 *
 * @param statements in their order
 */
record FormerAccess(List<String> statements) {
    private static final String GRANTS = """
            SELECT format('GRANT CONNECT ON DATABASE %I TO %s%s', datname,
                          CASE WHEN grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END,
                          CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
            FROM pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba)))
            WHERE datname = current_database() AND privilege_type = 'CONNECT'
            """;

    /** Our own user is let in by the fence, and must not be afterwards unless he was before. */
    private static final String REVOKE_OURS =
            "SELECT format('REVOKE CONNECT ON DATABASE %I FROM %I', current_database(), current_user)";

    private static final String SETTING = """
            SELECT coalesce((SELECT format('ALTER DATABASE %I SET default_transaction_read_only = %L', datname, value)
                             FROM pg_db_role_setting, unnest(setconfig) AS s (setting),
                                  substr(setting, strpos(setting, '=') + 1) AS value
                             WHERE setdatabase = d.oid AND setrole = 0
                               AND setting LIKE 'default_transaction_read_only=%'),
                            format('ALTER DATABASE %I RESET default_transaction_read_only', datname))
            FROM pg_database AS d WHERE datname = current_database()
            """;

    FormerAccess {
        statements = List.copyOf(statements);
    }

    /** Of the database that the connection is to. */
    static FormerAccess of(Connection connection) throws SQLException {
        List<String> statements = new ArrayList<>();
        statements.add(Sql.text(connection, REVOKE_OURS));
        statements.addAll(Sql.texts(connection, GRANTS));
        statements.add(Sql.text(connection, SETTING));
        return new FormerAccess(statements);
    }
}
