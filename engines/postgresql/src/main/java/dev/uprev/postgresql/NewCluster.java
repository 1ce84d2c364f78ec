package dev.uprev.postgresql;

import dev.uprev.tool.ToolCommand;
import dev.uprev.tool.ToolRunner;
import java.nio.file.Path;

/** Makes an empty cluster that pg_upgrade can fill from the old one. */
final class NewCluster {
    private NewCluster() {}

    /**
     * Makes it. Nobody can log in to it before it has the old one's pg_hba.conf; pg_upgrade brings rules of its own.
     *
     * @param folder does not exist yet
     */
    static void create(ToolRunner tools, InPlaceFacts facts, Path folder) {
        ServerPrograms programs = facts.fresh();
        ToolCommand.Builder initdb = programs.command("initdb")
                .arguments("--pgdata=" + folder, "--username=" + facts.superuser(), "--auth=reject", "--no-sync")
                .arguments(facts.likeness())
                .fix(
                        "see what initdb says; it makes the new cluster with the encoding, locale and checksums of the old");
        programs.run(tools, initdb);
    }
}
