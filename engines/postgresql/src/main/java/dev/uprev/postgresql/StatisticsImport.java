package dev.uprev.postgresql;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a table the planner statistics that it had on the source: those of its columns and of the expressions of its
 * indexes. How many rows and pages it has is known better here than there, where dead rows counted. Where the source
 * has nothing or the target refuses it, and where the table is so small that it is less work, they are gathered
 * instead.
 */
final class StatisticsImport implements Work.Action {
    private static final Logger LOG = LoggerFactory.getLogger(StatisticsImport.class);

    /** From about 100 kB of rows on, an import takes the server less time than ANALYZE. */
    private static final long LEAST_ROW_BYTES = 256 << 10;

    /** More is not worth the memory; each worker may have this much at a time. */
    private static final long MOST_BYTES = 2 << 20;

    private static final byte[] OF_COLUMN =
            "SELECT * FROM pg_catalog.pg_restore_attribute_stats(".getBytes(StandardCharsets.US_ASCII);

    private final DatabaseRestore database;
    private final TargetTables.Table table;
    private final List<SchemaEntry> entries;
    private final Analyze instead;

    /**
     * @param entries of statistics, at least one; the first stands for all
     * @param instead what is done where nothing can be imported
     */
    StatisticsImport(DatabaseRestore database, TargetTables.Table table, List<SchemaEntry> entries, Analyze instead) {
        this.database = database;
        this.table = table;
        this.entries = entries;
        this.instead = instead;
    }

    /** That the import is done, which need not mean that nothing is missing. */
    String note() {
        return SchemaRestore.note(entries.get(0));
    }

    TargetTables.Table table() {
        return table;
    }

    Analyze instead() {
        return instead;
    }

    @Override
    public void run(RestoreWorker worker) throws IOException {
        byte[] statements = isSmall() ? new byte[0] : statements();
        if (statements.length == 0 || !carryOut(worker, statements)) {
            instead.run(worker);
        }
    }

    private boolean isSmall() {
        return table.hasRows() && database.table(table.key()).bytes() < LEAST_ROW_BYTES;
    }

    /** All that is said of columns, in the encoding of the script. */
    private byte[] statements() throws IOException {
        ByteArrayOutputStream statements = new ByteArrayOutputStream();
        if (entries.stream().mapToLong(SchemaEntry::length).sum() <= MOST_BYTES) {
            for (SchemaEntry entry : entries) {
                for (byte[] statement : SqlStatements.of(script().statements(entry))) {
                    if (isOfColumn(statement)) {
                        statements.write(statement);
                        statements.writeBytes(new byte[] {';', '\n'});
                    }
                }
            }
        }
        return statements.toByteArray();
    }

    private static boolean isOfColumn(byte[] statement) {
        int mismatch = Arrays.mismatch(statement, OF_COLUMN);
        return mismatch == OF_COLUMN.length;
    }

    private boolean carryOut(RestoreWorker worker, byte[] statements) throws IOException {
        TargetSession session = worker.session(database.name());
        database.scope().begin(instead.label());
        byte[] rest = (size() + Bookkeeping.note(note())).getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(statements, statements.length + rest.length);
        System.arraycopy(rest, 0, all, statements.length, rest.length);
        try {
            session.prepare(script().preamble());
            session.execute(all);
            return true;
        } catch (ServerErrorException e) {
            if (RestoreErrors.isOfServer(e.error())) {
                throw RestoreErrors.explain("cannot import statistics of " + instead.label(), e);
            }
            LOG.debug("statistics of {} are gathered, since those of the source are refused", instead.label(), e);
            return false;
        } catch (IOException e) {
            throw RestoreErrors.explain("cannot import statistics of " + instead.label(), e);
        }
    }

    /** Rows and pages, which the server itself has counted only where it has built an index. */
    private String size() {
        if (!table.hasRows()) {
            return "";
        }
        return "SELECT pg_catalog.pg_restore_relation_stats('schemaname', n.nspname::pg_catalog.text,"
                + " 'relname', c.relname::pg_catalog.text, 'relpages', (pg_catalog.pg_relation_size(c.oid)"
                + " / pg_catalog.current_setting('block_size')::pg_catalog.int8)::pg_catalog.int4,"
                + " 'reltuples', " + database.table(table.key()).rows() + "::pg_catalog.float4)"
                + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE c.oid = " + table.oid() + ";\n";
    }

    private SchemaScript script() {
        return database.prepared().scripts().postData();
    }
}
