package dev.uprev.examples.demo;

import dev.uprev.examples.local.LocalServers;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.spi.InstanceController;

/** An old server, and a new one that the upgrade itself creates beside it. */
final class TwoServers implements Stage {
    private static final String NAME = "shop-on-new";

    private final Old old;
    private final LocalServers local;
    private final String to;

    /**
     * The old server.
     *
     * @param title what it is, for people
     * @param close ends it
     */
    record Old(String title, Instance instance, Runnable close) {}

    /** @param to the release of the new server, of which the programs are at hand */
    TwoServers(Old old, LocalServers local, String to) {
        this.old = old;
        this.local = local;
        this.to = to;
    }

    @Override
    public String title() {
        return old.title();
    }

    @Override
    public Instance oldServer() {
        return old.instance();
    }

    @Override
    public UpgradeTarget target() {
        return local.toCreate(NAME, to);
    }

    @Override
    public Instance newServer() {
        return local.provision(NAME, to);
    }

    @Override
    public InstanceController controller() {
        return local.controller();
    }

    @Override
    public void close() {
        local.remove(NAME);
        old.close().run();
    }
}
