package dev.uprev.examples.demo;

import dev.uprev.examples.local.LocalServers;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.spi.InstanceController;
import java.nio.file.Path;

/** One server, whose own data get newer programs. */
final class OneServer implements Stage {
    private static final String NAME = "shop-db";

    private final LocalServers local;
    private final Instance server;
    private final String from;
    private final Version to;

    OneServer(Path folder, String from, Destination destination) {
        this.from = from;
        this.to = Version.parse(Integer.toString(destination.major()));
        this.local = new LocalServers(folder, LocalServers.upgradable(from, destination.major()));
        this.server = local.provision(NAME, from);
    }

    @Override
    public String title() {
        return "PostgreSQL " + from + " at " + server.address();
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
