package dev.uprev.compat;

import static dev.uprev.compat.CompatibilityRule.allow;
import static dev.uprev.compat.CompatibilityRule.block;
import static dev.uprev.compat.CompatibilityRule.inform;
import static dev.uprev.compat.CompatibilityRule.warn;
import static dev.uprev.model.DatabaseEngine.POSTGRESQL;
import static dev.uprev.model.UpgradeMethod.DUMP_AND_RESTORE;
import static dev.uprev.model.UpgradeMethod.IN_PLACE;
import static dev.uprev.model.UpgradeMethod.REPLICATION;
import static dev.uprev.model.VersionRange.atLeast;
import static dev.uprev.model.VersionRange.below;

import dev.uprev.model.UpgradeMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** PostgreSQL: every method, and no need to stop at the majors between. */
final class PostgresqlRules {
    private static final String PG_DUMP = "https://www.postgresql.org/docs/current/app-pgdump.html";
    private static final String PG_UPGRADE = "https://www.postgresql.org/docs/current/pgupgrade.html";
    private static final String UPGRADING = "https://www.postgresql.org/docs/current/upgrading.html";
    private static final String LOGICAL_REPLICATION = "https://www.postgresql.org/docs/10/logical-replication.html";

    private static final String MINIMUM_10 =
            "https://www.postgresql.org/message-id/E1wfLoO-0016KH-2B@gemulon.postgresql.org";

    private PostgresqlRules() {}

    static List<CompatibilityRule> standard() {
        List<CompatibilityRule> rows = new ArrayList<>(vendor());
        rows.add(warn("last-resort")
                .engine(POSTGRESQL)
                .method(IN_PLACE)
                .why("last resort: use it when no other method is viable, because the data directory itself is changed"
                        + " and a hosting platform may not let anyone reach it")
                .remedy("prefer replication or dump and restore, which leave the source as it is")
                .source(PG_UPGRADE)
                .build());
        return List.copyOf(rows);
    }

    static List<CompatibilityRule> vendor() {
        return Stream.of(everyMethod(), dumpAndRestore(), replication(), inPlace())
                .flatMap(List::stream)
                .toList();
    }

    private static List<CompatibilityRule> everyMethod() {
        return List.of(
                block("downgrade")
                        .engine(POSTGRESQL)
                        .when(Proposal::isDowngrade)
                        .why("an older server may not understand what a newer pg_dump writes, and never reads a newer"
                                + " data directory")
                        .remedy("name a version newer than that of the source")
                        .source(PG_DUMP)
                        .build(),
                inform("minor-release")
                        .engine(POSTGRESQL)
                        .when(proposal -> proposal.isUpgrade() && proposal.staysInLine())
                        .why(
                                "releases of one major share the storage format: stopping the server and starting the newer"
                                        + " programs on the same data is enough")
                        .source(UPGRADING)
                        .build());
    }

    private static List<CompatibilityRule> dumpAndRestore() {
        return List.of(
                allow("dump-older-restore-newer")
                        .engine(POSTGRESQL)
                        .method(DUMP_AND_RESTORE)
                        .direct()
                        .why("pg_dump reads servers older than itself, across any number of majors, and its output"
                                + " loads into servers of its own major")
                        .source(PG_DUMP)
                        .build(),
                block("source-too-old")
                        .engine(POSTGRESQL)
                        .method(DUMP_AND_RESTORE)
                        .from(below("9.2"))
                        .why("pg_dump reads servers from 9.2 on")
                        .remedy("upgrade to 9.2 or later with the tools of an older major first")
                        .source(PG_DUMP)
                        .build(),
                warn("target-below-10")
                        .engine(POSTGRESQL)
                        .method(DUMP_AND_RESTORE)
                        .to(below("10"))
                        .why("the target's major is long out of support, and this library restores into 10 and later")
                        .remedy("choose a supported major as the target")
                        .source("https://www.postgresql.org/support/versioning/")
                        .build(),
                droppedBy20(DUMP_AND_RESTORE));
    }

    private static List<CompatibilityRule> replication() {
        String remedy = "use dump and restore";
        return List.of(
                allow("logical-replication")
                        .engine(POSTGRESQL)
                        .method(REPLICATION)
                        .from(atLeast("10"))
                        .to(atLeast("10"))
                        .direct()
                        .why("logical replication works between different majors, so a newer server can follow an older"
                                + " one and take over")
                        .source(LOGICAL_REPLICATION)
                        .build(),
                block("source-below-10")
                        .engine(POSTGRESQL)
                        .method(REPLICATION)
                        .from(below("10"))
                        .why("the source has no publications: logical replication is built in from 10 on")
                        .remedy(remedy)
                        .source(LOGICAL_REPLICATION)
                        .build(),
                block("target-below-10")
                        .engine(POSTGRESQL)
                        .method(REPLICATION)
                        .to(below("10"))
                        .why("the target has no subscriptions: logical replication is built in from 10 on")
                        .remedy(remedy + ", or choose a newer target")
                        .source(LOGICAL_REPLICATION)
                        .build(),
                warn("not-replicated")
                        .engine(POSTGRESQL)
                        .method(REPLICATION)
                        .from(atLeast("10"))
                        .to(atLeast("10"))
                        .why("schema changes, large objects and, between most majors, sequence values do not go over by"
                                + " themselves, and updates need a replica identity")
                        .remedy("change no schema while it runs; sequences and large objects are carried before the"
                                + " cutover")
                        .source("https://www.postgresql.org/docs/current/logical-replication-restrictions.html")
                        .build());
    }

    private static List<CompatibilityRule> inPlace() {
        return List.of(
                allow("pg-upgrade")
                        .engine(POSTGRESQL)
                        .method(IN_PLACE)
                        .direct()
                        .why("pg_upgrade goes from any major since 9.2 to its own in one run; within a major only the"
                                + " programs change")
                        .source(PG_UPGRADE)
                        .build(),
                block("source-too-old")
                        .engine(POSTGRESQL)
                        .method(IN_PLACE)
                        .from(below("9.2"))
                        .why("pg_upgrade reads clusters from 9.2 on")
                        .remedy("upgrade to 9.2 or later with the tools of an older major first")
                        .source(PG_UPGRADE)
                        .build(),
                warn("irreversible")
                        .engine(POSTGRESQL)
                        .method(IN_PLACE)
                        .why("irreversible once the new server has run on files linked to the old ones; otherwise going"
                                + " back loses what was written since")
                        .remedy("have a backup that was restored as a trial, and copy the files where space allows")
                        .source(PG_UPGRADE)
                        .build(),
                droppedBy20(IN_PLACE));
    }

    private static CompatibilityRule droppedBy20(UpgradeMethod method) {
        return warn("source-dropped-by-20")
                .engine(POSTGRESQL)
                .method(method)
                .from(below("10"))
                .to(atLeast("20"))
                .why("the tools of PostgreSQL 20 are announced to read sources from 10 on only")
                .remedy("go to a release from 10 to 19 first")
                .source(MINIMUM_10)
                .build();
    }
}
