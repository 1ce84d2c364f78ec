package dev.uprev.examples.demo;

import dev.uprev.examples.local.LocalServers;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.testkit.servers.RedisServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A Redis or Valkey that is upgraded, in place or by dump and restore.
 *
 * @param from the release, as the test kit names it
 * @param to the release, likewise
 */
record RedisPlay(String from, String to, UpgradeMethod method) implements Play {
    /** As those of the test kit's servers, which save nothing to the disk. */
    private static final Map<String, String> SETTINGS = Map.of("save", "");

    @Override
    public Shop shop() {
        return new RedisShop();
    }

    @Override
    public Stage stage(Path folder) {
        if (method == UpgradeMethod.IN_PLACE) {
            List<Path> programs = List.of(RedisServer.programs(from), RedisServer.programs(to));
            return new OneServer(
                    "Redis " + from, LocalServers.redis(folder, programs, Map.of()), version(from), version(to));
        }
        LocalServers local = LocalServers.redis(folder, List.of(RedisServer.programs(to)), SETTINGS);
        RedisServer old = RedisServer.start(from);
        return new TwoServers(new TwoServers.Old(old.toString(), old.instance(), old::close), local, version(to));
    }

    /** The version of {@code valkey-8}. */
    private static String version(String release) {
        return release.replace("valkey-", "");
    }
}
