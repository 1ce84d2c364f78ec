package dev.uprev.internal;

import dev.uprev.json.Json;
import dev.uprev.plan.InstanceFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the inspection of the source saw when an archive was made. */
final class ArchivedFacts {
    private ArchivedFacts() {}

    static InstanceFacts read(Path archive) {
        try {
            return Json.read(Files.readString(archive.resolve("facts.json")), InstanceFacts.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
