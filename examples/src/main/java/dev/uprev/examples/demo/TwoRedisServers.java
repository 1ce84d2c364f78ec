package dev.uprev.examples.demo;

import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.spi.InstanceController;
import dev.uprev.testkit.servers.RedisServer;

/** An old server, and an empty new one beside it. */
final class TwoRedisServers implements Stage {
    private final RedisServer old;
    private final RedisServer fresh;

    TwoRedisServers(String from, String to) {
        this.old = RedisServer.start(from);
        this.fresh = RedisServer.start(to);
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
        return new UpgradeTarget.Existing(fresh.instance());
    }

    @Override
    public Instance newServer() {
        return fresh.instance();
    }

    @Override
    public InstanceController controller() {
        return InstanceController.none();
    }

    @Override
    public void close() {
        fresh.close();
        old.close();
    }
}
