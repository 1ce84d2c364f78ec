package dev.uprev.examples.bench;

import dev.uprev.testkit.servers.ElasticsearchServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What one contender works with in one round.
 *
 * @param target without indices
 * @param folder its own, empty
 * @param elasticdump the program, where there is one
 */
record ElasticsearchTrial(
        ElasticsearchServer source, ElasticsearchServer target, Path folder, Optional<Path> elasticdump) {

    Workplace place() {
        return new Workplace(folder, List.of());
    }
}
