package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveReader;
import dev.uprev.plan.StepContext;
import dev.uprev.tool.Tool;

/**
 * What all parts of one restore share.
 *
 * @param context of the step
 * @param archive the dump
 * @param connections to the target
 * @param target its version
 * @param queue all work
 * @param memory what the journal knows of the target as it was before
 * @param pgRestore the program
 */
record RestoreScope(
        StepContext context,
        ArchiveReader archive,
        Connections connections,
        ServerVersion target,
        WorkQueue queue,
        TargetMemory memory,
        Tool pgRestore) {
    /** Where planner statistics come from. */
    StatisticsOrigin statistics() {
        return StatisticsOrigin.of(context.plan().request(), target.version().major());
    }

    /** Tells what is worked on. */
    void begin(String what) {
        context.progress().advance(what, 0);
    }

    /** Tells that so many bytes of the archive are done. */
    void advance(String what, long bytes) {
        context.progress().advance(what, bytes);
    }
}
