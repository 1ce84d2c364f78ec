package dev.uprev.postgresql;

import dev.uprev.error.UpgradeException;
import dev.uprev.tool.ToolCommand;
import dev.uprev.tool.ToolInput;
import dev.uprev.tool.ToolResult;
import dev.uprev.tool.ToolRunner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A server process without a server, which answers on its standard output: nobody can connect to it.
 *
 * @param settings what it is started with, as {@code name=value}
 * @see <a href="https://www.postgresql.org/docs/current/app-postgres.html">postgres, single-user mode</a>
 */
record SingleUser(ToolRunner tools, ServerPrograms programs, Path cluster, List<String> settings) {
    private static final Pattern VALUE = Pattern.compile("(?m)^\\s*1: \\S+ = \"(.*)\"\\s+\\(typeid.*$");

    /**
     * The first column of a query.
     *
     * @throws UpgradeException {@code tool-failed} when the server does not start
     */
    List<String> ask(String sql) {
        return VALUE.matcher(run(sql, 0).output())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** Whether a session can set a parameter to a value. */
    boolean takes(String name, String value) {
        String sql = "SELECT set_config(" + SqlNames.literal(name) + ", " + SqlNames.literal(value.replace("\n", " "))
                + ", false)";
        String errors = run(sql, 0, 1).errors();
        return !errors.contains("unrecognized configuration parameter")
                && !errors.contains("invalid value for parameter")
                && !errors.contains("is outside the valid range for parameter");
    }

    private ToolResult run(String sql, Integer... exitCodes) {
        ToolCommand.Builder command = programs.command("postgres").arguments("--single", "-D", cluster.toString());
        settings.forEach(setting -> command.arguments("-c", setting));
        return programs.run(
                tools,
                command.arguments("template1")
                        .input(ToolInput.bytes((sql + "\n").getBytes(StandardCharsets.UTF_8)))
                        .acceptedExitCodes(exitCodes)
                        .fix("see what the server says"));
    }
}
