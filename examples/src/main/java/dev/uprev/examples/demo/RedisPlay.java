package dev.uprev.examples.demo;

import dev.uprev.model.UpgradeMethod;
import java.nio.file.Path;

/** A Redis that is upgraded by dump and restore. */
record RedisPlay(String from, String to, UpgradeMethod method) implements Play {
    @Override
    public Shop shop() {
        return new RedisShop();
    }

    @Override
    public Stage stage(Path folder) {
        return new TwoRedisServers(from, to);
    }
}
