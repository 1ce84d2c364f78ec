package dev.uprev.examples.demo;

import dev.uprev.model.UpgradeMethod;
import java.nio.file.Path;
import java.util.Map;

/** What is shown in the demo: a shop on some database, and how its server is upgraded. */
interface Play {
    Shop shop();

    UpgradeMethod method();

    /** What the request needs besides. */
    default Map<String, String> options() {
        return Map.of();
    }

    /**
     * Starts the old server.
     *
     * @param folder where files may be
     */
    Stage stage(Path folder);
}
