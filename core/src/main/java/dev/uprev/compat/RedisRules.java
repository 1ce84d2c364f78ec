package dev.uprev.compat;

import static dev.uprev.compat.CompatibilityRule.allow;
import static dev.uprev.compat.CompatibilityRule.block;
import static dev.uprev.compat.CompatibilityRule.warn;
import static dev.uprev.model.DatabaseEngine.REDIS;
import static dev.uprev.model.UpgradeMethod.DUMP_AND_RESTORE;
import static dev.uprev.model.UpgradeMethod.IN_PLACE;
import static dev.uprev.model.UpgradeMethod.REPLICATION;
import static dev.uprev.model.VersionRange.atLeast;
import static dev.uprev.model.VersionRange.below;

import java.util.List;
import java.util.stream.Stream;

/** Redis: every release reads what older ones wrote, so any forward jump is one hop. */
final class RedisRules {
    private static final String DOCS = "https://redis.io/docs/latest/";
    private static final String UPGRADE = DOCS + "operate/oss_and_stack/install/upgrade/standalone/";
    private static final String PERSISTENCE = DOCS + "operate/oss_and_stack/management/persistence/";

    private RedisRules() {}

    static List<CompatibilityRule> vendor() {
        CompatibilityRule guide = warn("beyond-the-guide")
                .engine(REDIS)
                .method(IN_PLACE)
                .from(below("7.0"))
                .to(atLeast("8.0"))
                .why(
                        "8.x reads the files of every older release, but the vendor's guide describes the way from 7.x only")
                .remedy("try it on a copy of the files first, or stop at 7.4 on the way")
                .source(UPGRADE)
                .build();
        return Stream.concat(standard().stream(), Stream.of(guide)).toList();
    }

    static List<CompatibilityRule> standard() {
        return List.of(
                block("downgrade")
                        .engine(REDIS)
                        .when(Proposal::isDowngrade)
                        .why("an older server refuses files and DUMP payloads of a newer format")
                        .remedy("name a version newer than that of the source")
                        .source(DOCS + "commands/dump/")
                        .build(),
                block("method-not-offered")
                        .engine(REDIS)
                        .method(REPLICATION)
                        .why("following an older source as its replica is not implemented here")
                        .remedy("upgrade in place or use dump and restore")
                        .source(DOCS + "operate/oss_and_stack/management/replication/")
                        .build(),
                allow("dump-older-restore-newer")
                        .engine(REDIS)
                        .method(DUMP_AND_RESTORE)
                        .direct()
                        .why("RESTORE takes DUMP payloads of its own and of every older format")
                        .source(DOCS + "commands/restore/")
                        .build(),
                allow("reads-older-files")
                        .engine(REDIS)
                        .method(IN_PLACE)
                        .direct()
                        .why("the server loads RDB and AOF files of every older release")
                        .source(UPGRADE)
                        .build(),
                warn("irreversible")
                        .engine(REDIS)
                        .method(IN_PLACE)
                        .why("irreversible once the newer server has saved: an older one may not load its files")
                        .remedy("copy the RDB and AOF files away before the newer server starts")
                        .source(PERSISTENCE)
                        .build());
    }
}
