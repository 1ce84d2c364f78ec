package dev.uprev.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Puts the sequences of a database where those of another stand, exactly. */
final class SequenceCopy {
    private static final int AT_ONCE = 500;

    private SequenceCopy() {}

    static void run(Connection from, Connection to) throws SQLException {
        List<String> calls = new ArrayList<>();
        SequenceReader.read(
                from,
                value -> calls.add("pg_catalog.setval("
                        + SqlNames.literal(SqlNames.qualified(value.schema(), value.name())) + ", " + value.lastValue()
                        + ", " + value.isCalled() + ")"));
        for (int at = 0; at < calls.size(); at += AT_ONCE) {
            String some = String.join(", ", calls.subList(at, Math.min(calls.size(), at + AT_ONCE)));
            Sql.texts(to, "SELECT " + some);
        }
    }
}
