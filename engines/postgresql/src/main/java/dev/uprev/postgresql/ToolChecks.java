package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.Version;
import dev.uprev.tool.Tool;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether PostgreSQL's own client programs are there that can read the source and write for the target. */
final class ToolChecks {
    /**
     * In August 2026 servers began to keep a number of their own among the options of columns, which older pg_dump
     * takes for an option of the user's and writes out, and no server accepts. The first minor releases that know it,
     * by major; later majors do from the beginning.
     */
    private static final Map<Integer, Integer> KNOWS_PG_ATTVER = Map.of(14, 25, 15, 20, 16, 16, 17, 12, 18, 7);

    private static final String PG_ATTVER = "SELECT " + Look.NAME + Look.RELATIONS
            + "JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
            + " WHERE c.relkind IN ('r', 'p', 'f', 'm', 'v') AND a.attoptions::text LIKE '%pg_attver=%' GROUP BY 1";

    private ToolChecks() {}

    /** For each database of the source: whether this pg_dump knows all that the source has. */
    static List<Finding> columnVersions(Look at, Optional<Tool> pgDump) throws SQLException {
        if (pgDump.isEmpty() || knowsColumnVersions(pgDump.get().version())) {
            return List.of();
        }
        Listing found = at.listing(PG_ATTVER);
        return found.isEmpty()
                ? List.of()
                : List.of(Finding.blocker(
                        "tool-older-than-source",
                        at.seen(pgDump.get().version() + " and source "
                                + at.version().version() + ": " + found),
                        "this pg_dump was released before the source, and would write the hidden column option"
                                + " pg_attver of these, which no server accepts",
                        "update the client programs of PostgreSQL "
                                + pgDump.get().version().major() + " to their newest minor release"));
    }

    static boolean knowsColumnVersions(Version version) {
        int first = KNOWS_PG_ATTVER.getOrDefault(version.major(), version.major() > 18 ? 0 : Integer.MAX_VALUE);
        return version.minor() >= first;
    }

    /** The program, where it is there; a finding says so where not. */
    static Optional<Tool> find(Supplier<Tool> program, List<Finding> findings) {
        try {
            return Optional.of(program.get());
        } catch (UpgradeException e) {
            String remedy = e.fix().orElse("install it");
            findings.add(Finding.blocker(
                    e.code(), "", String.valueOf(e.getMessage()).replace("; fix: " + remedy, ""), remedy));
            return Optional.empty();
        }
    }
}
