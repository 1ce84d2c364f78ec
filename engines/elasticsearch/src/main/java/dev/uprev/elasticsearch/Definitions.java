package dev.uprev.elasticsearch;

import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Differences;
import dev.uprev.transfer.FollowedDump;

/**
 * Everything that goes over and is no document: indices with their settings, mappings and aliases, and the objects of
 * the cluster. The dump has it as the source gave it; it is converted on its way into the target.
 */
final class Definitions {
    /** Kind of the item of an index. */
    static final String INDEX = "index";

    /** Kind of the items of the cluster's objects. */
    static final String OBJECTS = "objects";

    /** The item of that kind that is written last: all {@link SourceIndex}. */
    static final String INDICES = "indices";

    private Definitions() {}

    /**
     * Writes all definitions into the archive; those that an earlier attempt has written and that still hold are kept.
     * To be called before a restore may follow the archive, since others are discarded.
     *
     * @return the indices whose documents are to be dumped
     */
    static SourceIndices dump(StepContext context, ArchiveWriter archive, Cluster source) {
        return new DefinitionsDump(context, archive, source).carryOut();
    }

    /**
     * Waits for all definitions, and makes all indices, empty, and all other objects. May be called again after a
     * crash. The indices have the settings that they are to have; those by which the target would act on them or refuse
     * documents are set by {@link #complete}.
     *
     * @param check done while it waits; what it throws ends the wait
     * @return where documents go
     * @throws dev.uprev.error.UpgradeException {@code definitions-refused} with everything that the target does not
     *     take, in its own words; then nothing is left of what this run has made there
     */
    static TargetIndices restore(StepContext context, FollowedDump dump, Cluster target, Runnable check) {
        DumpedDefinitions dumped = DumpedDefinitions.await(dump, check);
        return new DefinitionsRestore(context, dumped, target).carryOut();
    }

    /** Where documents go, for who compares them. */
    static TargetIndices targets(StepContext context, ArchiveReader archive, Cluster target) {
        DumpedDefinitions dumped = DumpedDefinitions.of(archive);
        Move move = Move.of(dumped.product(), target.product(), context.plan().request());
        return new Conversions(move, TargetFeatures.of(target)).targets(dumped);
    }

    /** When all documents are there: data streams, blocks, pipelines, lifecycles, settings of the cluster. */
    static void complete(StepContext context, ArchiveReader archive, Cluster target) {
        new DefinitionsRestore(context, DumpedDefinitions.of(archive), target).complete();
    }

    /**
     * Compares what the target has with what the dump comes to on it.
     *
     * @return how many indices and objects were compared
     */
    static long compare(StepContext context, ArchiveReader archive, Cluster target, Differences differences) {
        return new DefinitionsComparison(context, DumpedDefinitions.of(archive), target, differences).carryOut();
    }

    /** Removes from the target what this run has made there, with its documents. */
    static void undo(StepContext context, Cluster target) {
        new CreatedObjects(context).remove(target);
    }
}
