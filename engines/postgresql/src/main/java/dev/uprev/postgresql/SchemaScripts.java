package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ItemReader;
import dev.uprev.model.Cancellation;
import dev.uprev.tool.Tool;
import dev.uprev.tool.ToolRunner;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The schema of one database, as pg_restore writes it out from the dump in the archive: what comes before the data,
 * that of the database itself included, and what comes after them, planner statistics included. Tablespaces are left
 * out: everything goes to the default one.
 */
final class SchemaScripts implements AutoCloseable {
    private final SchemaScript preData;
    private final SchemaScript postData;

    private SchemaScripts(SchemaScript preData, SchemaScript postData) {
        this.preData = preData;
        this.postData = postData;
    }

    /**
     * Writes the scripts.
     *
     * @param folder where, with names of their own
     * @throws dev.uprev.error.UpgradeException {@code tool-failed} and what the archive throws
     */
    static SchemaScripts write(
            ArchiveReader archive,
            ArchiveEntry schema,
            Path folder,
            Tool pgRestore,
            ToolRunner runner,
            Cancellation cancellation)
            throws IOException {
        Path dump = extract(archive, schema, folder);
        Path preData = folder.resolve("pre-data.sql");
        Path postData = folder.resolve("post-data.sql");
        run(pgRestore, runner, cancellation, dump, preData, "--verbose", "--create", "--section=pre-data");
        // The dump has no rows: what it has in the section of data are statistics of tables.
        run(pgRestore, runner, cancellation, dump, postData, "--verbose", "--section=data", "--section=post-data");
        Files.delete(dump);
        SchemaScript before = SchemaScript.read(preData);
        try {
            return new SchemaScripts(before, SchemaScript.read(postData));
        } catch (IOException | RuntimeException e) {
            before.close();
            throw e;
        }
    }

    /** The statements that drop everything that the schema has, in an order in which they can be carried out. */
    static List<byte[]> drops(
            ArchiveReader archive, ArchiveEntry schema, Path folder, Tool pgRestore, ToolRunner runner)
            throws IOException {
        Path dump = extract(archive, schema, folder);
        Path script = folder.resolve("clean.sql");
        List<String> options = new ArrayList<>(List.of("--clean", "--if-exists"));
        if (StatisticsOrigin.isKnownTo(pgRestore.version().major())) {
            options.add("--no-statistics");
        }
        run(pgRestore, runner, new Cancellation(), dump, script, options.toArray(String[]::new));
        List<byte[]> drops = SqlStatements.of(Files.readAllBytes(script)).stream()
                .dropWhile(statement -> !isDrop(statement))
                .takeWhile(SchemaScripts::isDrop)
                .toList();
        Files.delete(dump);
        Files.delete(script);
        return drops;
    }

    private static boolean isDrop(byte[] statement) {
        String text = new String(statement, StandardCharsets.ISO_8859_1);
        return text.startsWith("DROP ") || (text.startsWith("ALTER ") && text.contains(" IF EXISTS "));
    }

    private static Path extract(ArchiveReader archive, ArchiveEntry schema, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path dump = folder.resolve("schema.dump");
        try (ItemReader item = archive.read(schema);
                OutputStream out = Files.newOutputStream(dump)) {
            while (item.next()) {
                out.write(item.buffer(), 0, item.length());
            }
        }
        return dump;
    }

    private static void run(
            Tool pgRestore, ToolRunner runner, Cancellation cancellation, Path dump, Path script, String... options) {
        runner.run(pgRestore
                .command()
                .arguments(options)
                .arguments("--no-tablespaces", "--file=" + script, dump.toString())
                .cancellation(cancellation)
                .fix("see that the dump was made by this version of pg_dump; then resume")
                .build());
    }

    SchemaScript preData() {
        return preData;
    }

    SchemaScript postData() {
        return postData;
    }

    @Override
    public void close() throws IOException {
        try (postData) {
            preData.close();
        }
    }
}
