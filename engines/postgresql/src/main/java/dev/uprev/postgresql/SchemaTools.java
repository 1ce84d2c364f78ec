package dev.uprev.postgresql;

import dev.uprev.model.Cancellation;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.Version;
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
    private final StatisticsOrigin statistics;

    SchemaTools(StepContext context) {
        this.context = context;
        UpgradeRequest request = context.plan().request();
        Version target = context.plan().path().target();
        this.tools = PgTools.of(context.tools(), request, target);
        this.statistics = StatisticsOrigin.of(request, target.major());
    }

    /**
     * Writes the schema of a database as a file in pg_dump's custom format, with planner statistics where they are to
     * be imported.
     */
    void schema(String database, String snapshot, Path file, Cancellation stopping) {
        List<String> options = new ArrayList<>(List.of(
                "--format=custom",
                "--compress=0",
                "--create",
                "--quote-all-identifiers",
                "--lock-wait-timeout=120s",
                "--snapshot=" + snapshot));
        options.addAll(
                statistics == StatisticsOrigin.IMPORT
                        ? List.of("--no-data", "--statistics")
                        : List.of("--schema-only"));
        run(tools.pgDump(), database, file, stopping, options);
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
