package dev.uprev.examples.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a contender works in one round.
 *
 * @param folder its own, empty
 * @param programs folders whose programs are found before others
 */
record Workplace(Path folder, List<Path> programs) {
    /** Where a dump is to be, so that its size is known. */
    Path dump() {
        return folder.resolve("dump");
    }

    /** What its programs write. */
    Path log() {
        return folder.resolve("output.log");
    }
}
