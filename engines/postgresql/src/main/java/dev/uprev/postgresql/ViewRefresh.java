package dev.uprev.postgresql;

import java.io.IOException;

/** Fills a materialized view, unless it holds no rows on the source either. */
final class ViewRefresh implements Work.Action {
    private final DatabaseRestore database;
    private final SchemaEntry view;

    ViewRefresh(DatabaseRestore database, SchemaEntry view) {
        this.database = database;
        this.view = view;
    }

    @Override
    public void run(RestoreWorker worker) throws IOException {
        String note = "filled " + view.id();
        if (!database.isPopulated(view) || database.prepared().isDone(note)) {
            return;
        }
        TargetSession session = worker.session(database.name());
        database.scope().begin(database.name() + ": " + view);
        try {
            session.prepare(TableLoad.DATA_SESSION);
            session.execute("REFRESH MATERIALIZED VIEW " + SqlNames.qualified(view.schema(), view.name()) + "; "
                    + Bookkeeping.note(note));
        } catch (IOException e) {
            throw RestoreErrors.explain("cannot fill " + view + " of database " + database.name(), e);
        }
        new Analyze(database, view.schema(), view.name()).run(worker);
    }
}
