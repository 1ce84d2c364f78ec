package dev.uprev.postgresql;

import dev.uprev.plan.Verification;
import dev.uprev.testkit.servers.PostgresServer;
import java.sql.SQLException;
import java.util.List;

/** Damage to the rows of {@link RichDatabase}, of every kind, and what must be told of it. */
final class RowChanges {
    /** Told by any comparison. */
    static final List<String> COUNTED = List.of(
            "rich.app.customer: index customer_trgm: present | missing",
            "rich.app.plain: sequence last value: 77 | 78",
            "rich.app.float_text: number of rows: 1000 | 999",
            "rich.app.no_key: number of rows: 50 | 51");

    /** Told by a comparison of contents. */
    static final List<String> DIFFERENCES = List.of(
            "rich.app.customer: index customer_trgm: present | missing",
            "rich.app.plain: sequence last value: 77 | 78",
            "rich.app.customer: rows: 1 row that the target lacks | 1 row that the source lacks",
            "rich.app.customer: row id=7: price 0.00 | price 0.01",
            "rich.app.float_zoo: rows: 2 rows that the target lacks | 2 rows that the source lacks",
            "rich.app.float_zoo: row id=3: n 1.0, t 'ü' | n 1.00, t 'u'",
            "rich.app.float_zoo: row id=2: t NULL, b \\x00ff | t '', b \\x01ff",
            "rich.app.float_text: number of rows: 1000 | 999",
            "rich.app.float_text: rows: 2 rows that the target lacks | 1 row that the source lacks",
            "rich.app.float_text: row id=77: present | missing",
            "rich.app.float_text: row id=3: f 1 | f 1.0000001",
            "rich.app.no_key: number of rows: 50 | 51",
            "rich.app.no_key: rows: 0 rows that the target lacks | 1 row that the source lacks",
            "rich.app.no_key: row (3, 'same'): present 5 times | present 6 times",
            "rich: large objects: 1 large object that the target lacks | 2 large objects that the source lacks",
            "rich: large object number=4712: bytes \\x736f6d65206279746573 | bytes \\x736f6d65205879746573",
            "rich: large object number=4711: missing | present");

    private RowChanges() {}

    static void make(PostgresServer target) throws SQLException {
        RichDatabase.run(
                target,
                RichDatabase.NAME,
                "UPDATE app.float_zoo SET b = '\\x01ff', t = '' WHERE id = 2 AND t IS NULL",
                "UPDATE app.float_zoo SET t = 'u', n = 1.00 WHERE id = 3",
                "DELETE FROM app.float_text WHERE id = 77",
                "UPDATE app.float_text SET f = 1.0000001 WHERE id = 3",
                "INSERT INTO app.no_key SELECT * FROM app.no_key WHERE a = 3 LIMIT 1",
                "UPDATE app.customer SET price = price + 0.01 WHERE id = 7",
                "SELECT lo_put(4712, 5, 'X'), lo_put(4711, 0, 'Y')",
                "SELECT setval('app.plain', 78, false)",
                "DROP INDEX app.customer_trgm");
    }

    static List<String> lines(Verification found) {
        return found.differences().stream()
                .map(difference -> difference.object() + ": " + difference.aspect() + ": " + difference.source() + " | "
                        + difference.target())
                .toList();
    }
}
