package dev.uprev.examples.demo;

import dev.uprev.examples.local.LocalServers;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.spi.InstanceController;

/** One server, whose own data get newer programs. */
final class OneServer implements Stage {
    private static final String NAME = "shop-db";

    private final String title;
    private final LocalServers local;
    private final Instance server;
    private final Version to;

    /**
     * Starts it.
     *
     * @param title what it is, for people
     * @param from its release, of which the programs are at hand, as of that which it is to have
     */
    OneServer(String title, LocalServers local, String from, String to) {
        this.title = title;
        this.local = local;
        this.to = Version.parse(to);
        this.server = local.provision(NAME, from);
    }

    @Override
    public String title() {
        return title + " at " + server.address();
    }

    @Override
    public Instance oldServer() {
        return server;
    }

    @Override
    public UpgradeTarget target() {
        return new UpgradeTarget.InPlace(NAME, to);
    }

    @Override
    public Instance newServer() {
        return server;
    }

    @Override
    public InstanceController controller() {
        return local.controller();
    }

    @Override
    public void close() {
        local.remove(NAME);
    }
}
