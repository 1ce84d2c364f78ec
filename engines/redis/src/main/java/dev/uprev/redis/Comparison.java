package dev.uprev.redis;

import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.Difference;
import dev.uprev.plan.StepContext;
import dev.uprev.plan.Verification;
import dev.uprev.transfer.Differences;
import java.io.IOException;
import java.util.List;

/** Notes what servers hold before an upgrade in place, and compares that with what they hold afterwards. */
final class Comparison {
    private final StepContext run;
    private final List<ServerSite> sites;
    private final VerificationLevel level;

    Comparison(StepContext run, List<ServerSite> sites) {
        this.run = run;
        this.sites = sites;
        this.level = run.plan().request().verification();
    }

    void note() throws InterruptedException {
        for (ServerSite site : sites) {
            new ServerWatch(run, site.address()).talk(server -> {
                ServerInfo info = ServerInfo.of(server);
                run.remember(countsKey(site), KeyCounts.of(info).toJson());
                run.remember(extrasKey(site), ServerExtras.of(server).toJson());
                if (level == VerificationLevel.CONTENT) {
                    server.doNotTouch(info);
                    new KeyNotes(run, site).write(server, info);
                }
                return true;
            });
        }
    }

    /**
     * Compares.
     *
     * @throws dev.uprev.error.UpgradeException {@code verification-failed}
     */
    void verify() throws InterruptedException {
        Differences differences = new Differences();
        long objects = 0;
        long keys = 0;
        for (ServerSite site : sites) {
            KeyCounts before = KeyCounts.fromJson(run.recall(countsKey(site)).orElseThrow());
            ServerExtras extras =
                    ServerExtras.fromJson(run.recall(extrasKey(site)).orElseThrow());
            objects += before.databases().size() + extras.count();
            keys += new ServerWatch(run, site.address()).talk(server -> {
                extras.compare(ServerExtras.of(server), differences);
                return verify(site, server, before, differences);
            });
        }
        run.report(new Verification(level, objects, keys, differences.first()));
        if (differences.count() > 0) {
            throw differences.failed(
                    "the server does not hold what it held before; somebody may have written to it meanwhile",
                    "see all differences in the report; see to it that nobody writes, and begin again");
        }
    }

    private long verify(ServerSite site, RespConnection server, KeyCounts before, Differences differences)
            throws IOException {
        ServerInfo info = ServerInfo.of(server);
        KeyCounts now = KeyCounts.of(info);
        now.databases().forEach((database, count) -> {
            if (count.keys() > before.keys(database)) {
                differences.add(new Difference(
                        "database " + database,
                        "number of keys",
                        String.valueOf(before.keys(database)),
                        String.valueOf(count.keys())));
            }
        });
        if (level == VerificationLevel.CONTENT) {
            server.doNotTouch(info);
            return new KeyNotes(run, site).compare(server, info, differences);
        }
        String lost = before.lostIn(now);
        if (!lost.isEmpty()) {
            differences.add(new Difference("server " + site, "keys", "all", lost));
        }
        return before.total();
    }

    private static String countsKey(ServerSite site) {
        return "noted keys of " + site.name();
    }

    private static String extrasKey(ServerSite site) {
        return "noted functions and users of " + site.name();
    }
}
