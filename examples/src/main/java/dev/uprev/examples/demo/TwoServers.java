package dev.uprev.examples.demo;

import dev.uprev.examples.local.LocalServers;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.spi.InstanceController;
import dev.uprev.testkit.servers.PostgresServer;
import java.nio.file.Path;
import java.util.List;

/** An old server, and a new one that the upgrade itself creates beside it. */
final class TwoServers implements Stage {
    private static final String NAME = "shop-on-new";

    private final PostgresServer old;
    private final LocalServers local;
    private final String major;

    TwoServers(Path folder, String from, Destination destination) {
        this.major = Integer.toString(destination.major());
        this.local = new LocalServers(folder, List.of(PostgresServer.programs(major)));
        this.old = PostgresServer.start(from);
    }

    @Override
    public String title() {
        return old.toString();
    }

    @Override
    public Instance oldServer() {
        return old.instance();
    }

    @Override
    public UpgradeTarget target() {
        return local.toCreate(NAME, major);
    }

    @Override
    public Instance newServer() {
        return local.provision(NAME, major);
    }

    @Override
    public InstanceController controller() {
        return local.controller();
    }

    @Override
    public void close() {
        local.remove(NAME);
        old.close();
    }
}
