package dev.uprev.testkit.contract;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import dev.uprev.spi.InstanceController;
import dev.uprev.spi.ServerFiles;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** A platform that fails when it is first asked to start a server, and works from then on. */
final class FailingStart implements InstanceController {
    private final InstanceController sound;
    private final AtomicBoolean failed = new AtomicBoolean();

    FailingStart(InstanceController sound) {
        this.sound = sound;
    }

    @Override
    public Instance provision(DatabaseEngine engine, String name, Version version, SortedMap<String, String> settings) {
        return sound.provision(engine, name, version, settings);
    }

    @Override
    public void remove(DatabaseEngine engine, String name) {
        sound.remove(engine, name);
    }

    @Override
    public void stop(DatabaseEngine engine, String name) {
        sound.stop(engine, name);
    }

    @Override
    public void start(DatabaseEngine engine, String name, Version version) {
        if (failed.compareAndSet(false, true)) {
            throw UpgradeException.failed("server-not-started", "the server has not started")
                    .seen(version)
                    .why("this platform fails once")
                    .fix("try again");
        }
        sound.start(engine, name, version);
    }

    @Override
    public Optional<ServerFiles> files(DatabaseEngine engine, String name) {
        return sound.files(engine, name);
    }
}
