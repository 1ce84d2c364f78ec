package dev.uprev.redis;

import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Hop;
import dev.uprev.model.Phase;
import dev.uprev.plan.Effect;
import dev.uprev.plan.Estimate;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepContext;
import dev.uprev.spi.InstanceController;
import java.io.IOException;
import java.util.Optional;

/** The steps that one server takes in a hop. They can be undone: the first hop keeps a copy of the data. */
final class ServerSteps {
    private static final DatabaseEngine ENGINE = DatabaseEngine.REDIS;
    private static final long COPIED_PER_SECOND = 200L << 20;
    /** Makes a server that has no save points save when it is stopped; gone when it is started again. */
    private static final String ANY_SAVE_POINT = "3600 1";

    private final Hop hop;
    private final ServerSite site;
    private final InstanceController servers;
    private final String ids;
    private final boolean first;
    private final Optional<ServerSite> leader;

    /**
     * Steps of a server.
     *
     * @param part what tells its steps from those of others; empty where it is alone
     * @param first whether it is the first hop
     * @param leader whom it follows, as a replica
     */
    ServerSteps(
            Hop hop,
            ServerSite site,
            InstanceController servers,
            String part,
            boolean first,
            Optional<ServerSite> leader) {
        this.hop = hop;
        this.site = site;
        this.servers = servers;
        this.ids = part + "-" + hop.to().toString().replace('.', '-');
        this.first = first;
        this.leader = leader;
    }

    private static String countsKey(ServerSite site) {
        return "keys of " + site.name();
    }

    private Step.Builder step(String what, Phase phase, String title) {
        return Step.builder(what + ids, phase, title).effect(Effect.WRITES_SOURCE);
    }

    Step stop() {
        Step.Builder step =
                step("stop", Phase.STOP, "stop the server").preview("server " + site + ", version " + hop.from());
        if (site.keepsNothing()) {
            step.preview("CONFIG SET save \"" + ANY_SAVE_POINT + "\" before, so that it saves its data");
        }
        // What a later hop has left is not for the version before it: the first one goes back to the very beginning.
        return (first ? step.undo(this::startAgain) : step).action(this::stop);
    }

    private void stop(StepContext run) throws InterruptedException {
        new ServerWatch(run, site.address()).talkIfUp(server -> {
            run.remember(countsKey(site), KeyCounts.of(ServerInfo.of(server)).toJson());
            if (site.keepsNothing()) {
                SaveRun.noteSnapshot(run, site);
                new Settings(server).set("save", ANY_SAVE_POINT);
            }
            return true;
        });
        shutDown(run);
    }

    private void shutDown(StepContext run) throws InterruptedException {
        new SaveRun(run, site).settle();
        servers.stop(ENGINE, site.name());
    }

    private void startAgain(StepContext run) throws InterruptedException, IOException {
        servers.start(ENGINE, site.name(), hop.from());
        DataBackup backup = new DataBackup(run, site);
        new ServerWatch(run, site.address()).talk(server -> {
            requireNothingLost(run, server, backup);
            if (!site.saves()) {
                new Settings(server).set("save", "");
            }
            return true;
        });
        if (leader.isPresent()) {
            new Following(run, site).of(leader.get().address());
        }
        run.remember(countsKey(site), "");
        SaveRun.removeMadeSnapshot(run, site);
        backup.delete();
    }

    private void requireNothingLost(StepContext run, RespConnection server, DataBackup backup) throws IOException {
        String lost = lost(run, KeyCounts.of(ServerInfo.of(server)));
        if (!lost.isEmpty()) {
            throw UpgradeException.failed("data-not-loaded", "server " + site + " has not loaded all of its data")
                    .seen(lost)
                    .why("it was started with other settings than it ran with, perhaps: see appendonly, dir and"
                            + " dbfilename")
                    .fix("stop it without saving (SHUTDOWN NOSAVE), mend its configuration, put the files of "
                            + backup.folder() + " into " + site.data() + ", and start it");
        }
    }

    Step keep(long bytes) {
        return step("keep", Phase.UPGRADE, "copy the data, for the way back")
                .estimate(Estimate.of(bytes, COPIED_PER_SECOND))
                .preview("from " + site.data() + " to the folder \"" + site.name() + "\" of the archive")
                .probe(run -> new DataBackup(run, site).isComplete())
                .undo(run -> new DataBackup(run, site).putBack())
                .action(run -> new DataBackup(run, site).make());
    }

    Step start() {
        return step("start", Phase.START, "start version " + hop.to())
                .preview("server " + site + ", on the data that it has")
                .undo(this::shutDown)
                .action(run -> servers.start(ENGINE, site.name(), hop.to()));
    }

    Step check() {
        return step("check", Phase.CHECK, "see that it is version " + hop.to() + " and has its keys")
                .effect(Effect.READ_ONLY)
                .action(this::check);
    }

    void check(StepContext run) throws InterruptedException {
        ServerInfo info = new ServerWatch(run, site.address()).info();
        if (!info.version().belongsTo(hop.to())) {
            throw UpgradeException.failed("wrong-version", "the server runs another version than it was started with")
                    .seen(info.flavour().product() + " " + info.version())
                    .why(hop.to() + " was started")
                    .fix("see to the instance controller");
        }
        if (info.isCluster()) {
            ClusterWatch.await(run, site);
        }
        long expired = info.number("rdb_last_load_keys_expired");
        if (expired > 0) {
            run.report(Finding.info(
                    "expired-meanwhile",
                    expired + " keys of server " + site,
                    "they expired while the server was down, and were not loaded any more",
                    ""));
        }
        String lost = lost(run, KeyCounts.of(info));
        if (!lost.isEmpty()) {
            throw UpgradeException.failed("data-not-loaded", "version " + hop.to() + " has not loaded all keys")
                    .seen(lost)
                    .why(
                            "it was started with other settings than the old server ran with, perhaps: see appendonly, dir,"
                                    + " dbfilename and appendfilename")
                    .fix("see the server's log, mend its configuration, and begin again");
        }
    }

    /**
     * What is missing since the server was stopped. A replica gets what it has from its primary, if need be all anew.
     */
    private String lost(StepContext run, KeyCounts now) {
        return run.recall(countsKey(site))
                .filter(text -> !text.isEmpty() && leader.isEmpty())
                .map(text -> KeyCounts.fromJson(text).lostIn(now))
                .orElse("");
    }
}
