package dev.uprev.redis;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Side;
import dev.uprev.plan.StepContext;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The action of the save step: has a server write all its data to disk, in the form in which it loads them. So a disk
 * that is full shows before the server is stopped, and nothing is lost should it end in no good order.
 */
final class SaveRun {
    private static final Logger LOG = LoggerFactory.getLogger(SaveRun.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final String BUSY = "in progress";
    private static final String OK = "ok";

    private final StepContext run;
    private final ServerSite site;

    SaveRun(StepContext run, ServerSite site) {
        this.run = run;
        this.site = site;
    }

    /** Whether the server had no RDB file, so that one that is made for the upgrade has to go again. */
    private static String madeKey(ServerSite site) {
        return "snapshot made for " + site.name();
    }

    /** Before the first save. */
    static void noteSnapshot(StepContext run, ServerSite site) {
        if (site.keepsNothing() && run.recall(madeKey(site)).isEmpty()) {
            run.remember(madeKey(site), String.valueOf(!Files.exists(site.snapshotFile())));
        }
    }

    void carryOut() throws InterruptedException {
        noteSnapshot(run, site);
        new ServerWatch(run, site.address()).talk(server -> {
            if (site.appends()) {
                rewriteLog(server);
            } else {
                save(server);
            }
            return true;
        });
    }

    /** A server that keeps nothing is not to find old data when it is started the next time. */
    static void removeMadeSnapshot(StepContext run, ServerSite site) throws IOException {
        if (run.recall(madeKey(site)).filter("true"::equals).isPresent()) {
            Files.deleteIfExists(site.snapshotFile());
        }
    }

    /**
     * Waits until a server that is to be stopped has written what it is just writing: while it writes its first AOF,
     * after it has got everything from a primary, it refuses to end.
     */
    void settle() throws InterruptedException {
        Connections connections = new Connections(Side.SOURCE, run.source(), run.secrets());
        try (RespConnection server = connections.open(site.address())) {
            finished(server);
        } catch (UpgradeException e) {
            if (e.code().equals("cancelled")) {
                throw e;
            }
            LOG.debug("Server {} does not tell what it is doing", site, e);
        } catch (IOException e) {
            LOG.debug("Server {} does not tell what it is doing", site, e);
        }
    }

    private void save(RespConnection server) throws IOException, InterruptedException {
        Reply reply = begin(server, "BGSAVE");
        ServerInfo info = finished(server);
        if (!(reply instanceof Reply.Failure)
                && info.field("rdb_last_bgsave_status").equals(OK)) {
            return;
        }
        // It could not fork, perhaps: then it has to do it itself, while nobody else is served.
        if (server.call("SAVE") instanceof Reply.Failure failure) {
            throw failed("SAVE", failure.message());
        }
    }

    private void rewriteLog(RespConnection server) throws IOException, InterruptedException {
        Reply reply = begin(server, "BGREWRITEAOF");
        if (reply instanceof Reply.Failure failure) {
            throw failed("BGREWRITEAOF", failure.message());
        }
        ServerInfo info = finished(server);
        if (!info.field("aof_last_bgrewrite_status").equals(OK)) {
            throw failed("BGREWRITEAOF", "aof_last_bgrewrite_status:" + info.field("aof_last_bgrewrite_status"));
        }
    }

    private Reply begin(RespConnection server, String command) throws IOException, InterruptedException {
        while (true) {
            finished(server);
            Reply reply = server.call(command);
            if (!(reply instanceof Reply.Failure failure) || !failure.message().contains(BUSY)) {
                return reply;
            }
            run.pause(LOOK_EVERY);
        }
    }

    /** Waits until the server writes nothing any more. */
    private ServerInfo finished(RespConnection server) throws IOException, InterruptedException {
        long told = 0;
        while (true) {
            ServerInfo info = ServerInfo.of(server);
            boolean busy = info.number("rdb_bgsave_in_progress") == 1
                    || info.number("aof_rewrite_in_progress") == 1
                    || info.number("aof_rewrite_scheduled") == 1;
            if (!busy) {
                return info;
            }
            long total = info.number("current_save_keys_total");
            long done = info.number("current_save_keys_processed");
            if (total > 0 && done > told) {
                run.progress().total(total, "keys");
                run.progress().advance(site.name(), done - told);
                told = done;
            }
            run.pause(LOOK_EVERY);
        }
    }

    private UpgradeException failed(String command, String seen) {
        return UpgradeException.failed("save-failed", "server " + site + " cannot write its data to disk: " + command)
                .seen(seen)
                .why("its disk may be full, or it may not write to " + site.data() + ", or have too little memory"
                        + " for the process that writes")
                .fix("see the server's log, mend that, and resume; nothing has been changed");
    }
}
