package dev.uprev.redis;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.HostPort;
import dev.uprev.plan.StepContext;
import dev.uprev.secret.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Has a server follow another, and waits until it has all that the other has. */
final class Following {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    /** So long nothing may come over the link before it counts as broken. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final StepContext run;
    private final ServerSite site;

    Following(StepContext run, ServerSite site) {
        this.run = run;
        this.site = site;
    }

    /**
     * Follows the leader, unless it does already.
     *
     * @throws UpgradeException {@code replica-behind}
     */
    void of(HostPort leader) throws InterruptedException {
        new ServerWatch(run, site.address()).talk(server -> {
            ServerInfo info = ServerInfo.of(server);
            if (!follows(info, leader)) {
                login(server);
                RedisErrors.require("SLAVEOF", server.call("SLAVEOF", leader.host(), leader.port()));
            }
            await(server, leader);
            return true;
        });
    }

    static boolean follows(ServerInfo info, HostPort leader) {
        return info.isReplica()
                && InPlaceTopologyChecks.isSame(
                        new HostPort(info.field("master_host"), (int) info.number("master_port")), leader);
    }

    /** It was a primary perhaps, and never had to log in to another. */
    private void login(RespConnection server) throws IOException {
        Settings settings = new Settings(server);
        if (run.source().password().isEmpty() || !settings.text("masterauth").isEmpty()) {
            return;
        }
        try (Secret password = run.secrets().resolve(run.source().password().get())) {
            settings.set("masterauth", password.reveal());
        } finally {
            server.wipe();
        }
        if (run.source().user().isPresent()) {
            settings.set("masteruser", run.source().user().get());
        }
    }

    private void await(RespConnection server, HostPort leader) throws IOException, InterruptedException {
        ServerWatch other = new ServerWatch(run, leader);
        Instant end = run.clock().instant().plus(PATIENCE);
        long had = -1;
        while (true) {
            long wanted = other.info().number("master_repl_offset");
            ServerInfo info = ServerInfo.of(server);
            boolean up = info.field("master_link_status").equals("up");
            long has = up ? info.number("slave_repl_offset") : -info.number("master_sync_left_bytes");
            if (up && has >= wanted) {
                return;
            }
            if (has != had) {
                had = has;
                end = run.clock().instant().plus(PATIENCE);
            }
            if (run.clock().instant().isAfter(end)) {
                throw behind(leader, up ? "offset " + has + " of " + wanted : "master_link_status:down");
            }
            run.pause(LOOK_EVERY);
        }
    }

    private UpgradeException behind(HostPort leader, String seen) {
        return UpgradeException.failed(
                        "replica-behind", "server " + site + " does not get what the server at " + leader + " has")
                .seen(seen)
                .why("nothing has come for " + PATIENCE.toSeconds() + " seconds")
                .fix("see the logs of both: masterauth, client-output-buffer-limit replica, repl-timeout; then resume");
    }
}
