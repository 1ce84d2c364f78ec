package dev.uprev.internal;

import dev.uprev.archive.ArchiveHeader;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.error.UpgradeException;
import dev.uprev.json.Json;
import dev.uprev.plan.InstanceFacts;
import java.nio.file.Path;
import java.util.Optional;

/** What the inspection of the source saw when an archive was made. */
final class ArchivedFacts {
    private ArchivedFacts() {}

    static InstanceFacts read(Path archive) {
        try (ArchiveReader reader = ArchiveReader.open(archive)) {
            String facts = Optional.ofNullable(reader.header().metadata().get(ArchiveHeader.FACTS))
                    .orElseThrow(() -> UpgradeException.failed("archive-without-facts", "cannot plan a restore")
                            .seen(archive)
                            .why("the dump does not tell what its source looked like")
                            .fix("dump again with this version of the library"));
            return Json.read(facts, InstanceFacts.class);
        }
    }
}
