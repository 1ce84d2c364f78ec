package dev.uprev.redis;

import dev.uprev.error.UpgradeException;
import dev.uprev.plan.StepContext;
import java.util.List;

/**
 * A replica becomes the primary without a write being lost: the primary refuses writes, by wanting more replicas than
 * there are, which every release knows; then the replica gets the rest and follows nobody any more.
 */
final class Takeover {
    private static final String FENCE = "min-slaves-to-write";
    private static final String LAG = "min-slaves-max-lag";
    private static final String MORE_THAN_THERE_ARE = "1000";

    private final ServerSite from;
    private final ServerSite to;
    private final List<ServerSite> replicas;

    /** @param replicas those that are to follow the new primary, perhaps with itself among them */
    Takeover(ServerSite from, ServerSite to, List<ServerSite> replicas) {
        this.from = from;
        this.to = to;
        this.replicas = replicas;
    }

    private String formerKey() {
        return FENCE + " of " + from.name();
    }

    void carryOut(StepContext run) throws InterruptedException {
        ServerWatch heir = new ServerWatch(run, to.address());
        if (heir.info().isReplica()) {
            fence(run, MORE_THAN_THERE_ARE);
            new Following(run, to).of(from.address());
            requireAll(run, heir.info());
            heir.talk(server -> {
                RedisErrors.require("SLAVEOF", server.call("SLAVEOF", "NO", "ONE"));
                return true;
            });
        }
        for (ServerSite other : replicas) {
            if (!other.equals(to) && !other.equals(from)) {
                new Following(run, other).of(to.address());
            }
        }
    }

    private void fence(StepContext run, String most) throws InterruptedException {
        new ServerWatch(run, from.address()).talk(server -> {
            Settings settings = new Settings(server);
            if (run.recall(formerKey()).filter(text -> !text.isEmpty()).isEmpty()) {
                run.remember(formerKey(), settings.text(FENCE) + " " + settings.text(LAG));
            }
            if (settings.text(LAG).equals("0")) {
                settings.set(LAG, "10");
            }
            settings.set(FENCE, most);
            return true;
        });
    }

    private void requireAll(StepContext run, ServerInfo heir) throws InterruptedException {
        String lost = KeyCounts.of(new ServerWatch(run, from.address()).info()).lostIn(KeyCounts.of(heir));
        if (!lost.isEmpty()) {
            throw UpgradeException.failed("replica-incomplete", "server " + to + " cannot take over")
                    .seen(lost)
                    .why("it follows server " + from + " to the last byte, but has fewer keys: somebody has written to"
                            + " it, perhaps")
                    .fix("have it copy all anew: SLAVEOF NO ONE, FLUSHALL, SLAVEOF " + from.address());
        }
    }

    /** After a failure, when nobody has taken over yet. */
    void takeBack(StepContext run) throws InterruptedException {
        if (!new ServerWatch(run, to.address()).info().isReplica()) {
            throw passed(to.toString());
        }
        unfence(run);
    }

    /** Another is the primary already. */
    static UpgradeException passed(String primary) {
        return UpgradeException.failed("point-passed", "there is no way back any more")
                .seen("the primary is " + primary)
                .why("it may have taken writes since")
                .fix("resume the upgrade");
    }

    /** Lets the former primary take writes again, or would if it became one again. */
    void unfence(StepContext run) throws InterruptedException {
        String former = run.recall(formerKey()).orElse("");
        if (former.isEmpty()) {
            return;
        }
        String[] values = former.split(" ", -1);
        new ServerWatch(run, from.address()).talk(server -> {
            Settings settings = new Settings(server);
            settings.set(FENCE, values[0]);
            settings.set(LAG, values[1]);
            return true;
        });
        run.remember(formerKey(), "");
    }
}
