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

/**
 * Redis: every release reads what older ones wrote, so any forward jump is one hop. Versions do not tell Redis from
 * Valkey, which reads what Redis up to 7.2 wrote; nor can 3.2.0 be told from any 3.2, which alone takes DUMP payloads
 * of its own format only. What two servers really exchange is asked of themselves when a plan is made.
 *
 * @see <a href="https://valkey.io/topics/migration">Migration from Redis to Valkey</a>
 * @see <a href="https://github.com/redis/redis/issues/3218">RESTORE of 3.2.0</a>
 */
final class RedisRules {
    private static final String DOCS = "https://redis.io/docs/latest/";
    private static final String UPGRADE = DOCS + "operate/oss_and_stack/install/upgrade/standalone/";

    /** Where RESTORE began to take older payloads. */
    private static final String NOTES_OF_3_2 = "https://github.com/redis/redis/blob/3.2/00-RELEASENOTES";

    /**
     * Older RDB and AOF files are converted when they are loaded; files of the new format are not for older servers.
     */
    private static final String NOTES_OF_7_0 = "https://github.com/redis/redis/releases/tag/7.0-rc1";

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
                        .source(NOTES_OF_3_2)
                        .build(),
                allow("reads-older-files")
                        .engine(REDIS)
                        .method(IN_PLACE)
                        .direct()
                        .why("the server loads RDB and AOF files of every older release")
                        .source(NOTES_OF_7_0)
                        .build(),
                warn("irreversible")
                        .engine(REDIS)
                        .method(IN_PLACE)
                        .why("irreversible once the newer server has saved: an older one may not load its files")
                        .remedy("copy the RDB and AOF files away before the newer server starts")
                        .source(NOTES_OF_7_0)
                        .build());
    }
}
