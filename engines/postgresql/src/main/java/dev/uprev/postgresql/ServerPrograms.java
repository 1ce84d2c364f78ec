package dev.uprev.postgresql;

import dev.uprev.tool.ToolCommand;
import dev.uprev.tool.ToolResult;
import dev.uprev.tool.ToolRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The programs of a server's release, run as those must be that work on its files: they refuse to be run by root.
 *
 * @param folder where they are
 * @param launcher what starts them; see {@link dev.uprev.spi.ServerFiles#launcher}
 */
record ServerPrograms(Path folder, List<String> launcher) {
    /** What pg_upgrade runs of the old release. */
    static final List<String> OF_OLD = List.of("postgres", "pg_ctl", "pg_controldata");

    /** What pg_upgrade runs of the new release, itself included, and what comes after it. */
    static final List<String> OF_NEW = List.of(
            "pg_upgrade",
            "postgres",
            "initdb",
            "pg_ctl",
            "pg_controldata",
            "pg_resetwal",
            "pg_dump",
            "pg_dumpall",
            "pg_restore",
            "psql",
            "vacuumdb");

    ServerPrograms {
        launcher = List.copyOf(launcher);
    }

    /** Those of the wanted ones that are not there. */
    List<String> missing(List<String> wanted) {
        return wanted.stream()
                .filter(name -> !Files.isExecutable(folder.resolve(name)))
                .toList();
    }

    /** Begins a call of one of them. */
    ToolCommand.Builder command(String name) {
        return ToolCommand.of(folder.resolve(name));
    }

    ToolResult run(ToolRunner tools, ToolCommand.Builder command) {
        return tools.run(command.build().launchedBy(launcher));
    }
}
