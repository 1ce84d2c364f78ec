package dev.uprev.examples.demo;

import dev.uprev.examples.local.LocalServers;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;
import dev.uprev.testkit.servers.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A PostgreSQL that is upgraded by any method. */
record PostgresqlPlay(String from, Destination destination, UpgradeMethod method) implements Play {
    /** Of older ones there are no packages with all that pg_upgrade needs. */
    private static final int OLDEST_IN_PLACE = 12;

    PostgresqlPlay {
        if (method == UpgradeMethod.IN_PLACE && Version.parse(from).major() < OLDEST_IN_PLACE) {
            throw new IllegalArgumentException(
                    "--from must be " + OLDEST_IN_PLACE + " or later with --method in-place");
        }
    }

    @Override
    public Shop shop() {
        return new SqlShop();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("tools", destination.tools().toString());
    }

    @Override
    public Stage stage(Path folder) {
        String to = Integer.toString(destination.major());
        if (method == UpgradeMethod.IN_PLACE) {
            List<Path> programs = LocalServers.upgradable(from, destination.major());
            return new OneServer("PostgreSQL " + from, LocalServers.postgresql(folder, programs), from, to);
        }
        LocalServers local = LocalServers.postgresql(folder, List.of(PostgresServer.programs(to)));
        PostgresServer old = PostgresServer.start(from);
        return new TwoServers(new TwoServers.Old(old.toString(), old.instance(), old::close), local, to);
    }
}
