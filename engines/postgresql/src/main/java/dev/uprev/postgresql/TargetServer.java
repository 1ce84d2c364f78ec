package dev.uprev.postgresql;

import dev.uprev.model.Side;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a restore needs to know of the target.
 *
 * @param version its version
 * @param sharedBuffers kilobytes of memory that it has set apart for itself
 * @param maintenanceMemory kilobytes that it lets one index build have
 */
record TargetServer(ServerVersion version, long sharedBuffers, long maintenanceMemory) {
    private static final long MOST_MAINTENANCE_MEMORY = 1 << 20;

    private static final String KILOBYTES = "SELECT pg_size_bytes(current_setting(?)) / 1024";

    static TargetServer look(Connections connections) {
        try (Connection connection = connections.open(connections.mainDatabase(), "restore")) {
            return new TargetServer(
                    ServerVersion.of(connection),
                    Sql.number(connection, KILOBYTES, "shared_buffers"),
                    Sql.number(connection, KILOBYTES, "maintenance_work_mem"));
        } catch (SQLException e) {
            throw PgErrors.explain(Side.TARGET, e);
        }
    }

    /**
     * Settings that make a restore fast and that end with the session. A crash of the server may cost the last
     * transactions, with the notes of what they did, but leaves nothing half done.
     *
     * @param jobs how many sessions there will be
     */
    String sessionSettings(int jobs) {
        // All together get half as much again as the administrator has given to the server in any case.
        long memory = Math.min(sharedBuffers / 2 / jobs, MOST_MAINTENANCE_MEMORY);
        return "SET synchronous_commit = off; SET client_min_messages = warning; SET check_function_bodies = off;"
                + " SET maintenance_work_mem = '" + Math.max(memory, maintenanceMemory) + "kB'";
    }
}
