package dev.uprev.redis;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.HostPort;
import dev.uprev.model.Side;
import dev.uprev.net.NetworkErrors;
import dev.uprev.plan.StepContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Talks to one server of an upgrade in place, and waits for it. For one thread. */
final class ServerWatch {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final StepContext run;
    private final HostPort address;
    private final Connections connections;

    ServerWatch(StepContext run, HostPort address) {
        this.run = run;
        this.address = address;
        this.connections = new Connections(Side.SOURCE, run.source(), run.secrets());
    }

    /** Something done with a connection. */
    @FunctionalInterface
    interface Talk<T> {
        T with(RespConnection server) throws IOException, InterruptedException;
    }

    /** Waits until the server has loaded its data, then talks to it. */
    <T> T talk(Talk<T> talk) throws InterruptedException {
        try (RespConnection server = open()) {
            return talk.with(server);
        } catch (IOException e) {
            throw NetworkErrors.lost("the server does not answer any more", run.source(), e);
        }
    }

    /** Talks to the server where it is up. */
    <T> Optional<T> talkIfUp(Talk<T> talk) throws InterruptedException {
        try {
            return Optional.of(talk(talk));
        } catch (UpgradeException e) {
            if (e.code().equals("cannot-connect")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private RespConnection open() throws InterruptedException {
        while (true) {
            try {
                return connections.open(address);
            } catch (UpgradeException e) {
                if (!e.code().equals("server-starting")) {
                    throw e;
                }
            }
            run.pause(LOOK_EVERY);
        }
    }

    ServerInfo info() throws InterruptedException {
        return talk(ServerInfo::of);
    }
}
