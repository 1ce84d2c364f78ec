package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import java.io.IOException;

/** Has the server gather statistics of a table; those of its partitions are gathered with it. */
final class Analyze implements Work.Action {
    private final DatabaseRestore database;
    private final String sqlName;
    private final String label;

    Analyze(DatabaseRestore database, TargetTables.Table table) {
        this(database, table.schema(), table.name());
    }

    Analyze(DatabaseRestore database, String schema, String table) {
        this.database = database;
        this.sqlName = SqlNames.qualified(schema, table);
        this.label = database.name() + "." + schema + "." + table;
    }

    String note() {
        return "statistics " + sqlName;
    }

    String label() {
        return label;
    }

    @Override
    public void run(RestoreWorker worker) throws IOException {
        TargetSession session = worker.session(database.name());
        database.scope().begin(label);
        try {
            session.prepare(TableLoad.DATA_SESSION);
            session.execute("ANALYZE " + sqlName + "; " + Bookkeeping.note(note()));
        } catch (ServerErrorException e) {
            if (RestoreErrors.isOfServer(e.error())) {
                throw RestoreErrors.explain("cannot gather statistics of " + label, e);
            }
            // An index on an expression whose function fails: the data are there all the same.
            database.scope()
                    .context()
                    .report(Finding.warning(
                            "statistics-missing",
                            label,
                            "the target cannot gather them: " + e.error().message(),
                            "mend the function that fails, and run ANALYZE on this table"));
        } catch (IOException e) {
            throw RestoreErrors.explain("cannot gather statistics of " + label, e);
        }
    }
}
