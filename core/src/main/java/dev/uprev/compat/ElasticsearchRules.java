package dev.uprev.compat;

import static dev.uprev.compat.CompatibilityRule.allow;
import static dev.uprev.compat.CompatibilityRule.block;
import static dev.uprev.compat.CompatibilityRule.passThrough;
import static dev.uprev.compat.CompatibilityRule.warn;
import static dev.uprev.model.DatabaseEngine.ELASTICSEARCH;
import static dev.uprev.model.UpgradeMethod.DUMP_AND_RESTORE;
import static dev.uprev.model.UpgradeMethod.IN_PLACE;
import static dev.uprev.model.UpgradeMethod.REPLICATION;
import static dev.uprev.model.VersionRange.atLeast;
import static dev.uprev.model.VersionRange.below;
import static dev.uprev.model.VersionRange.line;

import dev.uprev.model.VersionRange;
import java.util.List;
import java.util.stream.Stream;

/**
 * Elasticsearch: in place freely within a major, and from the last minor of each major to the next. There never was a
 * major 3 or 4. The standard set stops at 6.8 and at 7.10.
 */
final class ElasticsearchRules {
    private static final String DOCS = "https://www.elastic.co/docs/deploy-manage/upgrade";
    private static final String GUIDE = "https://www.elastic.co/guide/en/elasticsearch/reference/";
    private static final String GUIDE_7 = GUIDE + "7.17/setup-upgrade.html";
    private static final String PATHS = DOCS + "#upgrade-paths";
    private static final String PREPARE = DOCS + "/prepare-to-upgrade";
    private static final String NEW_SERVER = "use dump and restore into a new server";

    private ElasticsearchRules() {}

    static List<CompatibilityRule> standard() {
        return Stream.concat(vendor().stream(), limitsOfThePlatform().stream()).toList();
    }

    static List<CompatibilityRule> vendor() {
        return Stream.of(everyMethod(), inPlace(), stops())
                .flatMap(List::stream)
                .toList();
    }

    private static List<CompatibilityRule> limitsOfThePlatform() {
        return List.of(
                inPlace(block("six-to-seven"))
                        .from(below("7.0"))
                        .to(atLeast("7.0"))
                        .why("the platform does not carry data directories of 6.x and below to 7.x or later: mapping"
                                + " types went away, and indices of 5.x cannot be read")
                        .remedy(NEW_SERVER + "; in place, 6.8 is the last stop")
                        .source(GUIDE + "7.17/removal-of-types.html")
                        .build(),
                inPlace(block("seven-to-eight"))
                        .from(line("7"))
                        .to(atLeast("8.0"))
                        .why("the platform does not carry data directories of 7.x to 8.x or later")
                        .remedy(NEW_SERVER + "; in place, 7.10 is the last stop")
                        .source(GUIDE + "8.0/migrating-8.0.html")
                        .build(),
                inPlace(block("above-7-10"))
                        .from(line("7"))
                        .to(atLeast("7.11").andBelow("8.0"))
                        .why("7.10 is the last 7.x that the platform offers: from 7.11 on the licence is another one")
                        .remedy("choose 7.10 as the target, or " + NEW_SERVER)
                        .source("https://www.elastic.co/pricing/faq/licensing")
                        .build());
    }

    private static List<CompatibilityRule> everyMethod() {
        return List.of(
                block("downgrade")
                        .engine(ELASTICSEARCH)
                        .when(Proposal::isDowngrade)
                        .why("nodes cannot be downgraded, and snapshots and indices of a newer release are not read by"
                                + " an older one")
                        .remedy("name a version newer than that of the source")
                        .source(PREPARE)
                        .build(),
                block("method-not-offered")
                        .engine(ELASTICSEARCH)
                        .method(REPLICATION)
                        .why("following a cluster index by index needs a paid licence on both sides, and is not"
                                + " implemented here")
                        .remedy("use dump and restore, or upgrade in place where the versions allow it")
                        .source(GUIDE + "8.19/xpack-ccr.html")
                        .build(),
                allow("reindex-into-newer")
                        .engine(ELASTICSEARCH)
                        .method(DUMP_AND_RESTORE)
                        .direct()
                        .why("documents are read from the older server and indexed again by the newer one, so no file"
                                + " format stands between them")
                        .source(GUIDE + "8.19/reindex-upgrade-remote.html")
                        .build());
    }

    private static List<CompatibilityRule> inPlace() {
        return List.of(
                inPlace(allow("within-major"))
                        .when(Proposal::staysInMajor)
                        .direct()
                        .why("a node starts on the data of any earlier release of its major")
                        .source(GUIDE_7)
                        .build(),
                inPlace(allow("last-minor-to-next-major"))
                        .to(below("10"))
                        .why("each major starts on the data of the last minor of the major before")
                        .source(PATHS)
                        .build(),
                inPlace(allow("into-9"))
                        .from(line("8.19"))
                        .to(line("9"))
                        .direct()
                        .why("8.19, the last minor of 8, goes to every 9.x from 9.1 on")
                        .source(PATHS)
                        .build(),
                inPlace(block("out-of-order"))
                        .from(atLeast("8.19").andBelow("9.0"))
                        .to(line("9.0"))
                        .why("9.0 is older than 8.19: only 8.18 goes to 9.0")
                        .remedy("choose 9.1 or later as the target")
                        .source(PATHS)
                        .build(),
                inPlace(block("from-pre-release"))
                        .when(proposal ->
                                proposal.isUpgrade() && proposal.from().isPreRelease())
                        .why("the vendor does not support upgrading from a pre-release")
                        .remedy(NEW_SERVER)
                        .source(PREPARE)
                        .build(),
                inPlace(warn("irreversible"))
                        .why("irreversible from the first node on: nodes cannot be downgraded")
                        .remedy("take a snapshot that can be restored into a server of the former version")
                        .source(PREPARE)
                        .build(),
                inPlace(warn("release-dates"))
                        .from(line("6.8"))
                        .to(line("7.0"))
                        .why("7.0 is older than most releases of 6.8, and the vendor supports going to later ones only")
                        .remedy("choose 7.17 as the target")
                        .source(GUIDE_7)
                        .build(),
                inPlace(warn("old-indices"))
                        .when(proposal -> proposal.isUpgrade() && !proposal.staysInMajor())
                        .why(
                                "a node reads indices made by its own major and the one before; with any older index it does"
                                        + " not start")
                        .remedy("on each stop, reindex or delete what an earlier major has made")
                        .source(DOCS + "/plan-upgrade")
                        .build());
    }

    private static List<CompatibilityRule> stops() {
        String advised =
                "the last minor of a major reports what the next major no longer takes: the advised way to leave it";
        String required = "the next major takes data of the last minor of its predecessor alone";
        return List.of(
                stop("1.7", atLeast("2.0"), advised, GUIDE + "2.4/breaking-changes.html"),
                stop("2.4", atLeast("5.0"), advised, GUIDE + "6.8/reindex-upgrade.html"),
                stop("5.6", atLeast("6.0"), advised, GUIDE + "6.8/setup-upgrade.html"),
                stop("6.8", atLeast("7.0"), advised, GUIDE_7),
                stop("7.17", atLeast("8.0"), required, GUIDE + "8.19/rolling-upgrades.html"),
                stop("8.18", line("9.0"), "9.0 was made before 8.19, and takes data of 8.18 alone", PREPARE),
                stop("8.19", atLeast("9.1"), required, PATHS));
    }

    private static CompatibilityRule stop(String minor, VersionRange to, String why, String source) {
        return inPlace(passThrough("last-minor", minor))
                .to(to)
                .why(why)
                .source(source)
                .build();
    }

    private static CompatibilityRule.Builder inPlace(CompatibilityRule.Builder row) {
        return row.engine(ELASTICSEARCH).method(IN_PLACE);
    }
}
