package dev.uprev.compat;

import static dev.uprev.compat.CompatibilityRule.allow;
import static dev.uprev.compat.CompatibilityRule.block;
import static dev.uprev.compat.CompatibilityRule.inform;
import static dev.uprev.compat.CompatibilityRule.passThrough;
import static dev.uprev.compat.CompatibilityRule.warn;
import static dev.uprev.model.DatabaseEngine.MONGODB;
import static dev.uprev.model.UpgradeMethod.DUMP_AND_RESTORE;
import static dev.uprev.model.UpgradeMethod.IN_PLACE;
import static dev.uprev.model.UpgradeMethod.REPLICATION;
import static dev.uprev.model.VersionRange.atLeast;
import static dev.uprev.model.VersionRange.below;
import static dev.uprev.model.VersionRange.line;
import static dev.uprev.model.VersionRange.upTo;

import dev.uprev.model.Version;
import java.util.List;
import java.util.stream.Stream;

/**
 * MongoDB: in place from each release line to the next. Major lines follow one another; from 8.2 on there are minor
 * lines too, and a major line may skip those that come after it. Before 8.2, minor lines were made for the vendor's
 * cloud only.
 */
final class MongodbRules {
    private static final String MANUAL = "https://www.mongodb.com/docs/manual/";
    private static final String VERSIONING = MANUAL + "reference/versioning/";
    private static final String VERSIONING_8 = "https://www.mongodb.com/docs/v8.0/reference/versioning/";
    private static final String VERSIONING_7 = "https://www.mongodb.com/docs/v7.0/reference/versioning/";
    private static final String RESTORE =
            "https://www.mongodb.com/docs/database-tools/mongorestore/mongorestore-behavior-access-usage/";

    private MongodbRules() {}

    static List<CompatibilityRule> standard() {
        CompatibilityRule everyMinor = inPlace(passThrough("every-line", "8.2"))
                .from(upTo("8.0"))
                .to(line("8.3"))
                .why("one release line at a time: the platform does not skip minor lines")
                .source(VERSIONING_8)
                .build();
        return Stream.concat(vendor().stream(), Stream.of(everyMinor)).toList();
    }

    static List<CompatibilityRule> vendor() {
        return Stream.of(everyMethod(), dumpAndRestore(), inPlace(), stops())
                .flatMap(List::stream)
                .toList();
    }

    private static List<CompatibilityRule> everyMethod() {
        return List.of(
                block("downgrade")
                        .engine(MONGODB)
                        .when(Proposal::isDowngrade)
                        .why("an older server does not start on newer data files, and a dump may hold what it does not"
                                + " know; the vendor supports downgrades by one release at most, and in few editions")
                        .remedy("name a version newer than that of the source")
                        .source(MANUAL + "release-notes/7.0-downgrade/")
                        .build(),
                block("method-not-offered")
                        .engine(MONGODB)
                        .method(REPLICATION)
                        .why("members of a replica set may differ by one release only, and only while they are being"
                                + " upgraded; following a source of another release is not implemented here")
                        .remedy("upgrade in place or use dump and restore")
                        .source(MANUAL + "release-notes/8.0-upgrade-replica-set/")
                        .build());
    }

    private static List<CompatibilityRule> dumpAndRestore() {
        return List.of(
                dump(allow("dump-older-restore-newer"))
                        .direct()
                        .why("documents are BSON in every release, and a newer server takes what an older one wrote")
                        .source(RESTORE)
                        .build(),
                dump(block("source-too-old"))
                        .from(below("3.6"))
                        .why("the driver reads servers from 3.6 on")
                        .remedy("upgrade the source to 3.6 or later first, as the vendor's archived manuals describe")
                        .source("https://www.mongodb.com/docs/drivers/java/sync/current/compatibility/")
                        .build(),
                dump(warn("other-release"))
                        .when(proposal -> proposal.isUpgrade() && !proposal.staysInLine())
                        .why("the vendor vouches for documents between releases, not for metadata such as index and"
                                + " collection options, which are converted here")
                        .remedy("leave the verification on, and read the list of converted items")
                        .source(RESTORE)
                        .build());
    }

    private static List<CompatibilityRule> inPlace() {
        return List.of(
                inPlace(allow("patch-release"))
                        .when(Proposal::staysInLine)
                        .direct()
                        .why("patch releases of one line replace one another")
                        .source(MANUAL + "tutorial/upgrade-revision/")
                        .build(),
                inPlace(allow("line-by-line"))
                        .from(atLeast("3.6"))
                        .to(upTo("9.0"))
                        .why("each release line starts on the data files of the one before")
                        .source(VERSIONING)
                        .build(),
                inPlace(block("source-too-old"))
                        .from(below("3.6"))
                        .why("4.0 takes data files of 3.6 alone, and the way to 3.6 is not among these rules")
                        .remedy("upgrade to 3.6 first, as the vendor's archived manuals describe")
                        .source("https://www.mongodb.com/docs/v4.4/release-notes/4.0-upgrade-standalone/")
                        .build(),
                inPlace(block("cloud-only-release"))
                        .when(proposal -> !proposal.staysInLine()
                                && (isRapid(proposal.from()) || isRapid(proposal.to()) || is81(proposal.to())))
                        .why("minor lines before 8.2 were made for the vendor's cloud alone; no upgrade of a server of"
                                + " one's own leads to or from them")
                        .remedy(
                                "choose a major line, or 8.2 and later, as the target; use dump and restore to leave one")
                        .source(VERSIONING_7)
                        .build(),
                inPlace(warn("cloud-only-source"))
                        .from(line("8.1"))
                        .why("8.1 was made for the vendor's cloud alone")
                        .remedy("leave it for 8.2 or later soon")
                        .source(VERSIONING)
                        .build(),
                inPlace(warn("irreversible"))
                        .why(
                                "irreversible once the feature compatibility version is raised: the vendor supports going back by"
                                        + " one release at most, and for most releases not in the community edition")
                        .remedy("have a backup that was restored as a trial; raise the feature compatibility version"
                                + " only after the data were verified")
                        .source(MANUAL + "release-notes/7.0-downgrade/")
                        .build(),
                inPlace(warn("ttl-nan"))
                        .from(below("5.0"))
                        .to(atLeast("5.0"))
                        .why("a TTL index with expireAfterSeconds NaN expires nothing before 5.0, and may expire every"
                                + " document at once afterwards")
                        .remedy("look for NaN in the output of listIndexes, and set another value before the upgrade")
                        .source("https://www.mongodb.com/docs/v5.0/tutorial/expire-data/#indexes-configured-using-nan")
                        .build(),
                inPlace(inform("compatibility-version"))
                        .when(proposal -> proposal.isUpgrade() && !proposal.staysInLine())
                        .why("on each line the feature compatibility version has to be raised before the next hop")
                        .source(MANUAL + "reference/command/setFeatureCompatibilityVersion/")
                        .build());
    }

    private static List<CompatibilityRule> stops() {
        return List.of(
                stop("4.0", "4.2"),
                stop("4.2", "4.4"),
                stop("4.4", "5.0"),
                stop("5.0", "6.0"),
                stop("6.0", "7.0"),
                stop("7.0", "8.0"),
                inPlace(passThrough("major-line", "8.0"))
                        .why("8.2, 8.3 and 9.0 take data files of 8.0, and of no earlier major")
                        .source(MANUAL + "release-notes/9.0-upgrade-from-8.0-standalone/")
                        .build(),
                inPlace(passThrough("minor-line", "8.2"))
                        .from(line("8.1"))
                        .why("a minor line goes to the next one; only a major line may skip minor ones")
                        .source(VERSIONING_8)
                        .build(),
                inPlace(passThrough("minor-line", "8.3"))
                        .from(atLeast("8.1").andUpTo("8.2"))
                        .why("9.0 takes data files of 8.0 and 8.3 alone, and a minor line goes to the next one")
                        .source(MANUAL + "release-notes/9.0-upgrade-standalone/")
                        .build());
    }

    private static CompatibilityRule stop(String line, String next) {
        return inPlace(passThrough("major-line", line))
                .why(next + " takes data files of " + line + ", and of no earlier major")
                .source("https://www.mongodb.com/docs/v" + next + "/release-notes/" + next + "-upgrade-standalone/")
                .build();
    }

    private static boolean isRapid(Version version) {
        return version.major() >= 5 && version.major() <= 7 && version.minor() > 0;
    }

    private static boolean is81(Version version) {
        return version.major() == 8 && version.minor() == 1;
    }

    private static CompatibilityRule.Builder dump(CompatibilityRule.Builder row) {
        return row.engine(MONGODB).method(DUMP_AND_RESTORE);
    }

    private static CompatibilityRule.Builder inPlace(CompatibilityRule.Builder row) {
        return row.engine(MONGODB).method(IN_PLACE);
    }
}
