package dev.uprev.postgresql;

import dev.uprev.model.Cancellation;
import dev.uprev.plan.StepContext;
import dev.uprev.tool.Tool;
import dev.uprev.tool.ToolCommand;
import dev.uprev.tool.ToolOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What PostgreSQL's own programs dump: schemas, and what belongs to the cluster as a whole. */
final class SchemaTools {
    private final StepContext context;
    private final PgTools tools;

    SchemaTools(StepContext context) {
        this.context = context;
        this.tools = PgTools.of(
                context.tools(), context.plan().request(), context.plan().path().target());
    }

    /** Writes the schema of a database as a file in pg_dump's custom format. */
    void schema(String database, String snapshot, Path file, Cancellation stopping) {
        run(
                tools.pgDump(),
                database,
                file,
                stopping,
                List.of(
                        "--format=custom",
                        "--compress=0",
                        "--schema-only",
                        "--create",
                        "--quote-all-identifiers",
                        "--lock-wait-timeout=120s",
                        "--snapshot=" + snapshot));
    }

    /** Writes roles, memberships and settings of roles as a script. */
    void globals(String database, boolean passwords, Path file) {
        List<String> options = new ArrayList<>(
                List.of("--globals-only", "--no-tablespaces", "--quote-all-identifiers", "--lock-wait-timeout=120s"));
        if (!passwords) {
            options.add("--no-role-passwords");
        }
        options.add("--database=" + database);
        run(tools.pgDumpAll(), database, file, context.cancellation(), options);
    }

    private void run(Tool tool, String database, Path file, Cancellation stopping, List<String> options) {
        try (ToolLogin login = new ToolLogin(context.source(), context.secrets())) {
            ToolCommand command = login.command(tool, database, "dump")
                    .arguments(options)
                    .output(ToolOutput.file(file))
                    .cancellation(stopping)
                    .build();
            context.tools().run(command);
        }
    }
}
