package dev.uprev.postgresql;

import dev.uprev.io.FileTree;
import dev.uprev.json.Json;
import dev.uprev.model.Side;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Crew;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Writes down what there is on a server before it is upgraded in place: catalogs, numbers of rows, and digests where
 * contents are compared. {@link NotedSource} reads it when the old server is gone.
 */
final class SourceNotes {
    /** In the work directory of the run. */
    static final String FOLDER = "before";

    static final String SERVER_CATALOG = "server.catalog";

    /**
     * What a table comes to.
     *
     * @param metadata {@link TableData#metadata}; empty for the large objects of the database
     */
    record Noted(Map<String, String> metadata, long rows, String digest, String refusal) {
        static Noted of(Map<String, String> metadata, ReadSum sum) {
            return new Noted(
                    metadata, sum.rows(), sum.digest().toString(), sum.refusal().orElse(""));
        }
    }

    private final StepContext context;
    private final Connections connections;
    private final VerificationLevel level;
    private final List<String> databases;
    private final Path folder;

    SourceNotes(StepContext context) {
        this.context = context;
        this.connections = new Connections(Side.SOURCE, context.source(), context.secrets());
        this.level = context.plan().request().verification();
        this.databases = new PostgresqlFacts(context.plan().source())
                .databases().stream().map(DatabaseFacts::name).toList();
        this.folder = context.workDirectory().resolve(FOLDER);
    }

    /** Where the notes of a database are; its name may be no name of a file. */
    static Path catalog(Path folder, int database) {
        return folder.resolve("database-" + database + ".catalog");
    }

    static Path tables(Path folder, int database) {
        return folder.resolve("database-" + database + ".tables");
    }

    void write() throws Exception {
        FileTree.delete(folder);
        Files.createDirectories(folder);
        SourceStill.note(context, folder);
        try (LiveSource source = new LiveSource(
                connections,
                level,
                context.plan().request().transfer().jobs(),
                new DumpProgress(context.progress(), 0))) {
            writeCatalog(source, "", folder.resolve(SERVER_CATALOG));
            for (int i = 0; i < databases.size(); i++) {
                writeCatalog(source, databases.get(i), catalog(folder, i));
                writeTables(source, databases.get(i), tables(folder, i));
            }
        }
    }

    private void writeCatalog(LiveSource source, String database, Path file) throws SQLException, IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            source.catalog(database, line -> {
                context.cancellation().check();
                writeLine(writer, line);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void writeTables(LiveSource source, String database, Path file) throws Exception {
        List<TableData> tables = source.tables(database);
        Crew crew = new Crew(context);
        source.start(crew, database, tables);
        crew.await();
        Map<String, ReadSum> sums = source.sums(database);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (TableData table : tables) {
                ReadSum sum = sums.get(table.itemName());
                if (sum != null) {
                    writeLine(writer, Noted.of(table.metadata(), sum));
                }
            }
            writeLine(writer, Noted.of(Map.of(), source.largeObjects(database)));
        }
    }

    private static void writeLine(BufferedWriter writer, Object line) {
        try {
            writer.write(Json.write(line));
            writer.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
