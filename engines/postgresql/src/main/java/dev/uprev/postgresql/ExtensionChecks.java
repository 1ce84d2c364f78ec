package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.model.Version;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Whether the target has the extensions of the source's databases. */
final class ExtensionChecks {
    /** Keep rows of users in tables of their own, which a dump of what the user made does not get. */
    private static final Set<String> WITH_OWN_PROCEDURE = Set.of("citus", "timescaledb");

    /** What PostgreSQL itself has removed, and in which release. */
    private static final Map<String, String> REMOVED = Map.ofEntries(
            Map.entry("tsearch2", "10"),
            Map.entry("chkpass", "11"),
            Map.entry("timetravel", "12"),
            Map.entry("plpython2u", "15"),
            Map.entry("plpythonu", "15"),
            Map.entry("hstore_plpython2u", "15"),
            Map.entry("hstore_plpythonu", "15"),
            Map.entry("jsonb_plpython2u", "15"),
            Map.entry("jsonb_plpythonu", "15"),
            Map.entry("ltree_plpython2u", "15"),
            Map.entry("ltree_plpythonu", "15"),
            Map.entry("adminpack", "17"),
            Map.entry("old_snapshot", "17"));

    private ExtensionChecks() {}

    static List<Finding> look(Look at) throws SQLException {
        Map<String, String> available = new HashMap<>();
        Sql.list(
                at.connection(),
                "SELECT name, coalesce(default_version, '') FROM pg_available_extensions",
                row -> available.put(row.getString(1), row.getString(2)));
        List<Finding> findings = new ArrayList<>();
        for (DatabaseFacts database : at.source().databases()) {
            Map<String, String> extensions = new TreeMap<>(database.extensions());
            extensions.forEach((name, version) -> {
                String seen = "database " + database.name() + ": " + name + " " + version;
                if (!available.containsKey(name)) {
                    findings.add(missing(seen, name));
                } else if (isOlder(available.getOrDefault(name, ""), version)) {
                    findings.add(older(seen, available.getOrDefault(name, "")));
                }
                if (WITH_OWN_PROCEDURE.contains(name)) {
                    findings.add(ownProcedure(seen));
                }
            });
        }
        return findings;
    }

    static Finding missing(String seen, String name) {
        String removed = REMOVED.get(name);
        return removed == null
                ? Finding.blocker(
                        "extension-missing",
                        seen,
                        "the target does not have this extension",
                        "install it on the target's machine, or DROP EXTENSION on the source")
                : Finding.blocker(
                                "extension-missing",
                                seen,
                                "PostgreSQL does not have this extension from " + removed + " on",
                                "change what uses it and DROP EXTENSION " + name + " on the source")
                        .withSource(ReleaseNotes.of(removed));
    }

    private static Finding older(String seen, String offered) {
        return Finding.warning(
                "extension-older",
                seen + " -> " + offered,
                "the target has an older version of this extension, which may lack what the source uses",
                "install a newer version on the target's machine");
    }

    private static Finding ownProcedure(String seen) {
        return Finding.warning(
                "extension-with-own-procedure",
                seen,
                "this extension keeps rows in ways of its own, which a dump may not carry whole",
                "follow the extension's own guide for upgrades, and compare what it holds");
    }

    /** Versions of extensions are free text; those that are not numbers are not compared. */
    private static boolean isOlder(String offered, String wanted) {
        return Version.find(offered)
                .flatMap(there -> Version.find(wanted).map(there::isOlderThan))
                .orElse(false);
    }
}
