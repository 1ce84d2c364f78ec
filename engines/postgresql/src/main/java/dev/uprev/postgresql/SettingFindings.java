package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import java.util.ArrayList;
import java.util.List;

/** Says what becomes of the settings and files that users have put into the data directory. */
final class SettingFindings {
    private SettingFindings() {}

    static List<Finding> of(CarriedSettings.Outcome outcome) {
        List<Finding> findings = new ArrayList<>();
        if (!outcome.dropped().isEmpty()) {
            findings.add(Finding.warning(
                    "settings-dropped",
                    String.join(", ", outcome.dropped()),
                    "the new release does not know these settings of postgresql.conf, or not their values; they are put"
                            + " into comments",
                    "see in its release notes what has taken their place"));
        }
        if (!outcome.left().isEmpty()) {
            findings.add(Finding.warning(
                    "files-left",
                    String.join(", ", outcome.left()),
                    "these are in the data directory and no part of PostgreSQL; they are large, and stay in the old one",
                    "move them to where they belong"));
        }
        return findings;
    }
}
