package dev.uprev.spi;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import java.util.Optional;
import java.util.SortedMap;

enum NoServers implements InstanceController {
    INSTANCE;

    @Override
    public Instance provision(DatabaseEngine engine, String name, Version version, SortedMap<String, String> settings) {
        throw refusal(name);
    }

    @Override
    public void remove(DatabaseEngine engine, String name) {
        throw refusal(name);
    }

    @Override
    public void stop(DatabaseEngine engine, String name) {
        throw refusal(name);
    }

    @Override
    public void start(DatabaseEngine engine, String name, Version version) {
        throw refusal(name);
    }

    @Override
    public Optional<ServerFiles> files(DatabaseEngine engine, String name) {
        return Optional.empty();
    }

    private static UpgradeException refusal(String name) {
        return UpgradeException.failed("no-instance-controller", "cannot create, start or stop the server")
                .seen(name)
                .why("there is no instance controller")
                .fix("give one to Uprev.builder().servers(...), or name a target that is already running");
    }
}
