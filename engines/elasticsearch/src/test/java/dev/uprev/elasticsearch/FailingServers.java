package dev.uprev.elasticsearch;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import dev.uprev.spi.InstanceController;
import dev.uprev.spi.ServerFiles;
import java.util.Optional;
import java.util.SortedMap;

/** A controller that fails once, after it has done what it was asked for, when that is to start or to stop a node. */
final class FailingServers implements InstanceController {
    private final InstanceController servers;
    private final String call;
    private int left;

    /** @param call as in {@code stop node-1} or {@code start node-2 7.17}, or how it begins */
    FailingServers(InstanceController servers, String call) {
        this(servers, call, 1);
    }

    /** @param which the first that fits, or the second, and so on */
    FailingServers(InstanceController servers, String call, int which) {
        this.servers = servers;
        this.call = call;
        this.left = which;
    }

    private void fail(String done) {
        if (done.startsWith(call)) {
            left--;
        }
        if (done.startsWith(call) && left == 0) {
            throw UpgradeException.failed("made-to-fail", "this was to fail: " + call)
                    .why("a test wants it")
                    .fix("nothing");
        }
    }

    @Override
    public Instance provision(DatabaseEngine engine, String name, Version version, SortedMap<String, String> settings) {
        return servers.provision(engine, name, version, settings);
    }

    @Override
    public void remove(DatabaseEngine engine, String name) {
        servers.remove(engine, name);
    }

    @Override
    public void stop(DatabaseEngine engine, String name) {
        servers.stop(engine, name);
        fail("stop " + name);
    }

    @Override
    public void start(DatabaseEngine engine, String name, Version version) {
        servers.start(engine, name, version);
        fail("start " + name + " " + version);
    }

    @Override
    public Optional<ServerFiles> files(DatabaseEngine engine, String name) {
        return servers.files(engine, name);
    }
}
