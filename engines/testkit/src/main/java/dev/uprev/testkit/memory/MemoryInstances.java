package dev.uprev.testkit.memory;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import dev.uprev.spi.InstanceController;
import dev.uprev.spi.ServerFiles;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A platform for servers of the in-memory engine. Thread-safe. */
public final class MemoryInstances implements InstanceController, AutoCloseable {
    private final Map<String, MemoryServer> servers = new ConcurrentHashMap<>();

    /** Takes charge of a server that is there already. */
    public void adopt(String name, MemoryServer server) {
        servers.put(name, server);
    }

    /** The server of that name; empty when there is none. */
    public Optional<MemoryServer> server(String name) {
        return Optional.ofNullable(servers.get(name));
    }

    @Override
    public Instance provision(DatabaseEngine engine, String name, Version version, SortedMap<String, String> settings) {
        return servers.computeIfAbsent(name, ignored -> MemoryServer.start(version.toString()))
                .instance();
    }

    @Override
    public void remove(DatabaseEngine engine, String name) {
        Optional.ofNullable(servers.remove(name)).ifPresent(MemoryServer::close);
    }

    @Override
    public void stop(DatabaseEngine engine, String name) {
        known(name).kill();
    }

    /** Refuses a version that cannot read the format of the server's data. */
    @Override
    public void start(DatabaseEngine engine, String name, Version version) {
        MemoryServer server = known(name);
        int behind = version.major() - server.format().major();
        if (behind < 0 || behind > 1) {
            throw UpgradeException.failed("format-unknown", "Memory " + version + " cannot start on these data")
                    .seen("format " + server.format())
                    .why("a version reads its own format and that of the version before")
                    .fix("start it with a version between");
        }
        server.install(version);
        server.restart();
    }

    @Override
    public Optional<ServerFiles> files(DatabaseEngine engine, String name) {
        return Optional.empty();
    }

    private MemoryServer known(String name) {
        return server(name)
                .orElseThrow(() -> UpgradeException.failed("server-unknown", "there is no such server")
                        .seen(name)
                        .why("known are " + servers.keySet())
                        .fix("give the name of one of those"));
    }

    /** Ends all servers. */
    @Override
    public void close() {
        new TreeMap<>(servers).keySet().forEach(name -> remove(MemoryEngine.MEMORY, name));
    }
}
