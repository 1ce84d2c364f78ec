package dev.uprev.examples.bench;

import dev.uprev.testkit.servers.RedisServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What one contender works with in one round.
 *
 * @param target empty
 * @param folder its own, empty
 * @param riot the program, where there is one
 */
record RedisTrial(RedisServer source, RedisServer target, Path folder, Optional<Path> riot) {

    Workplace place() {
        return new Workplace(folder, List.of());
    }
}
