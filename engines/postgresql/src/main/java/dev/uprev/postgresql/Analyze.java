package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import java.io.IOException;

/** Has the server gather statistics of a table. */
final class Analyze implements Work.Action {
    private final DatabaseRestore database;
    private final String command;
    private final String sqlName;
    private final String label;

    /** @param only not also of each table that inherits from it or is a partition; from release 18 on */
    Analyze(DatabaseRestore database, TargetTables.Table table, boolean only) {
        this(database, table.schema(), table.name(), only ? "ANALYZE ONLY " : "ANALYZE ");
    }

    Analyze(DatabaseRestore database, String schema, String table) {
        this(database, schema, table, "ANALYZE ");
    }

    private Analyze(DatabaseRestore database, String schema, String table, String command) {
        this.database = database;
        this.command = command;
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
            session.execute(command + sqlName + "; " + Bookkeeping.note(note()));
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
