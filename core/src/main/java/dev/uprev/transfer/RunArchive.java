package dev.uprev.transfer;

import dev.uprev.archive.ArchiveCheck;
import dev.uprev.archive.ArchiveDeletion;
import dev.uprev.archive.ArchiveHeader;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ArchiveSettings;
import dev.uprev.archive.ArchiveState;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.error.UpgradeException;
import dev.uprev.json.Json;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.plan.StepContext;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The archive of a run's dump: a new one, or one that an earlier attempt has begun. For the steps of all engines that
 * dump. Thread-safe, but for what one step does with its own run.
 */
public final class RunArchive {
    private static final String ID = "dump-id";
    private static final String JOURNAL_ID = "dump.id";

    private RunArchive() {}

    /** Whether this run has finished the dump. */
    public static boolean isDone(StepContext context) {
        return ArchiveCheck.state(context.archive()) == ArchiveState.FINISHED && isOfThisRun(context);
    }

    /**
     * Opens the archive.
     *
     * @throws UpgradeException {@code archive-exists} for a finished dump of another run;
     *     {@code archive-of-another-dump} for an unfinished one of another source or choice; and what the archive
     *     throws
     */
    public static ArchiveWriter open(StepContext context) {
        Path directory = context.archive();
        ArchiveSettings settings = ArchiveSettings.of(context.plan().request().transfer());
        ArchiveState state = ArchiveCheck.state(directory);
        if (state == ArchiveState.FINISHED && isOfThisRun(context)) {
            // The run was undone since, and the source has gone on.
            ArchiveDeletion.delete(directory);
        }
        if (state == ArchiveState.UNFINISHED) {
            refuseOthers(directory, context.plan().source());
            return ArchiveWriter.resume(directory, settings, context.clock());
        }
        return ArchiveWriter.create(directory, header(context), settings, context.clock());
    }

    /**
     * Takes a dump back. One that is finished is of no more use, since the source goes on; from one that is not, a
     * later attempt takes what has not changed.
     */
    public static void undo(StepContext context) {
        DumpBegun.forget(context);
        if (isDone(context)) {
            ArchiveDeletion.delete(context.archive());
        }
    }

    /** Deletes what this run has dumped, finished or not. */
    public static void discard(StepContext context) {
        if (ArchiveCheck.state(context.archive()) != ArchiveState.ABSENT && isOfThisRun(context)) {
            ArchiveDeletion.delete(context.archive());
        }
    }

    /** The archive is in hand, so that a restore that runs at the same time may follow it. */
    public static void begun(StepContext context) {
        DumpBegun.tell(context);
    }

    /** The dump has failed: a restore must not follow what it has left. */
    public static void failed(StepContext context) {
        DumpBegun.forget(context);
    }

    private static ArchiveHeader header(StepContext context) {
        String id = UUID.randomUUID().toString();
        context.remember(JOURNAL_ID, id);
        InstanceFacts source = context.plan().source();
        String version = Optional.ofNullable(RunArchive.class.getPackage().getImplementationVersion())
                .orElse("(development)");
        return new ArchiveHeader(
                        context.plan().request().source().engine(),
                        source.version(),
                        "Uprev " + version,
                        context.clock().instant(),
                        new TreeMap<>())
                .with(ArchiveHeader.FACTS, Json.write(source))
                .with(ID, id);
    }

    private static boolean isOfThisRun(StepContext context) {
        try (ArchiveReader reader = ArchiveReader.open(context.archive())) {
            return Optional.ofNullable(reader.header().metadata().get(ID)).equals(context.recall(JOURNAL_ID));
        }
    }

    private static void refuseOthers(Path directory, InstanceFacts source) {
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            InstanceFacts then =
                    Json.read(reader.header().metadata().getOrDefault(ArchiveHeader.FACTS, "{}"), InstanceFacts.class);
            if (!then.identity().equals(source.identity()) || !then.attributes().equals(source.attributes())) {
                throw UpgradeException.failed("archive-of-another-dump", "cannot go on with the dump in this directory")
                        .seen(directory)
                        .why("it was begun for another server, or what the plan depends on has changed since")
                        .fix("dump into another directory, or delete this one");
            }
        }
    }
}
