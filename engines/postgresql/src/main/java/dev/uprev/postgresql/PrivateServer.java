package dev.uprev.postgresql;

import dev.uprev.tool.ToolRunner;
import java.nio.file.Path;

/** A server that nobody can reach over the network, on a cluster between two steps of an upgrade in place. */
record PrivateServer(ToolRunner tools, ServerPrograms programs, Path data) {
    private static final String WAIT_SECONDS = "3600";

    /** Has a cluster that was not stopped in good order recover, and stops it in good order. */
    void recover(String options, Path run) {
        String sockets = "-c listen_addresses='' -c unix_socket_directories='" + run + "' ";
        programs.run(
                tools,
                programs.command("pg_ctl")
                        .arguments("start", "-D", data.toString(), "-w", "-t", WAIT_SECONDS)
                        .arguments("-l", run.resolve("recovery.log").toString(), "-o", sockets + options)
                        .fix("see " + run.resolve("recovery.log")));
        stop();
    }

    void stop() {
        programs.run(
                tools,
                programs.command("pg_ctl")
                        .arguments("stop", "-D", data.toString(), "-m", "fast", "-w", "-t", WAIT_SECONDS));
    }
}
