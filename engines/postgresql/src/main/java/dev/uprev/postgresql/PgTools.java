package dev.uprev.postgresql;

import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.Version;
import dev.uprev.tool.Tool;
import dev.uprev.tool.ToolLocator;
import dev.uprev.tool.ToolRequirement;
import dev.uprev.tool.ToolRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds PostgreSQL's own client programs of the target's major: older ones refuse newer servers, and newer ones write
 * what the target may not understand. They are looked for in the folder that the option {@code tools} of the request
 * names, on the PATH, and where the usual packages put them. Thread-safe.
 *
 * @see <a href="https://www.postgresql.org/docs/current/app-pgdump.html">pg_dump, notes</a>
 */
final class PgTools {
    /** The option of the request: the folder with pg_dump and its like. */
    static final String OPTION = "tools";

    /** Where packages and installers put PostgreSQL's programs, servers included. */
    static final List<String> USUAL_FOLDERS = List.of(
            "/usr/lib/postgresql/*/bin",
            "/usr/pgsql-*/bin",
            "/opt/homebrew/opt/postgresql@*/bin",
            "/usr/local/opt/postgresql@*/bin",
            "/Library/PostgreSQL/*/bin");

    private final ToolLocator locator;
    private final Version major;
    private final Optional<Path> configured;

    private PgTools(ToolLocator locator, Version major, Optional<Path> configured) {
        this.locator = locator;
        this.major = major;
        this.configured = configured;
    }

    /** The programs for an upgrade to a server of this version. */
    static PgTools of(ToolRunner runner, UpgradeRequest request, Version target) {
        return new PgTools(
                runner.locator(),
                target.first(1),
                request.option(OPTION).map(folder -> Path.of(folder).toAbsolutePath()));
    }

    /**
     * @throws dev.uprev.error.UpgradeException {@code tool-not-found}, naming every place and the package to install
     */
    Tool pgDump() {
        return find("pg_dump");
    }

    /** @throws dev.uprev.error.UpgradeException as {@link #pgDump} */
    Tool pgDumpAll() {
        return find("pg_dumpall");
    }

    /** @throws dev.uprev.error.UpgradeException as {@link #pgDump} */
    Tool pgRestore() {
        return find("pg_restore");
    }

    private Tool find(String program) {
        String wanted = "the client programs of PostgreSQL " + major;
        return locator.find(ToolRequirement.of(
                        program,
                        "install " + wanted + " (package postgresql-client-" + major
                                + " on Debian and Ubuntu, postgresql" + major
                                + " on Red Hat and its like), or name their folder by the option \"" + OPTION + "\"")
                .configured(configured)
                .usualFolders(USUAL_FOLDERS.toArray(String[]::new))
                .ofLine(major));
    }
}
