package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveWriter;
import dev.uprev.compat.Finding;
import dev.uprev.model.Side;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.RunArchive;
import java.util.ArrayList;
import java.util.List;

/** The work of the dump step: the cluster, then each database. */
final class DumpAction {
    private static final int NAMED = 5;
    private static final int LIKELY_COMPRESSION = 3;

    private final StepContext context;
    private final Connections connections;

    private DumpAction(StepContext context) {
        this.context = context;
        this.connections = new Connections(Side.SOURCE, context.source(), context.secrets());
    }

    /** Dumps, or goes on with a dump. */
    static void run(StepContext context) throws Exception {
        try {
            new DumpAction(context).run();
        } catch (Throwable e) {
            RunArchive.failed(context);
            throw e;
        }
    }

    private void run() throws Exception {
        PostgresqlFacts facts = new PostgresqlFacts(context.plan().source());
        long guess = facts.facts().measures().getOrDefault(PostgresqlFacts.TABLE_BYTES, 0L);
        DumpProgress progress = new DumpProgress(context.progress(), guess);
        GlobalsDump globals = new GlobalsDump(context, connections);
        List<SourceChanges> changes = new ArrayList<>();
        try (ArchiveWriter archive = RunArchive.open(context)) {
            List<DatabaseDump> databases = facts.databases().stream()
                    .map(database -> new DatabaseDump(context, connections, database.name(), archive, progress))
                    .toList();
            for (DatabaseDump database : databases) {
                database.discardOutdated();
            }
            RunArchive.begun(context);
            if (archive.completed().isEmpty()) {
                archive.requireSpace(guess / LIKELY_COMPRESSION);
            }
            if (databases.isEmpty()) {
                globals.dump(archive);
            }
            for (DatabaseDump database : databases) {
                boolean first = changes.isEmpty();
                changes.add(database.run(first ? () -> globals.dump(archive) : () -> {}));
            }
            archive.finish();
        }
        List<String> changed = new ArrayList<>();
        for (SourceChanges each : changes) {
            changed.addAll(each.find(connections));
        }
        if (!changed.isEmpty()) {
            context.report(written(changed));
        }
    }

    private static Finding written(List<String> tables) {
        String named = String.join(", ", tables.subList(0, Math.min(NAMED, tables.size())))
                + (tables.size() > NAMED ? " and " + (tables.size() - NAMED) + " more" : "");
        return Finding.warning(
                "source-written-during-dump",
                named,
                "rows were written to these tables after the moment that the dump shows; the target will not have them",
                "find out who writes to the source, have it stopped, and dump again");
    }
}
