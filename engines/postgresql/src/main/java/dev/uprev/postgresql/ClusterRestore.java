package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ItemReader;
import dev.uprev.model.Side;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hands the items of the archive to the databases that they are of; roles come before all databases. For one thread.
 */
final class ClusterRestore {
    private final RestoreScope scope;
    private final Path folder;
    private final Work roles;
    private final Map<String, DatabaseRestore> databases = new HashMap<>();
    private boolean rolesCame;
    private long bytes;

    /** @param folder for scripts */
    ClusterRestore(RestoreScope scope, Path folder) {
        this.scope = scope;
        this.folder = folder;
        this.roles = scope.queue().addShut(Work.gate("roles"));
    }

    /** Takes the next item. */
    void add(ArchiveEntry item) throws IOException {
        if (item.kind().equals(ArchiveItems.GLOBALS)) {
            rolesCame = true;
            scope.queue().add(Work.of("roles", () -> Long.MAX_VALUE, worker -> restoreRoles(worker, item)), List.of());
            return;
        }
        if (item.kind().equals(ArchiveItems.SERVER_CATALOG)) {
            return; // for the verification
        }
        String name = item.kind().equals(TableData.KIND)
                ? TableData.of(item.metadata()).database()
                : item.name();
        if (item.kind().equals(TableData.KIND) || item.kind().equals(ArchiveItems.LARGE_OBJECTS)) {
            bytes += item.rawBytes();
            scope.context().progress().total(bytes, "bytes");
        }
        database(name).add(item, roles);
    }

    /** The database of that name. */
    DatabaseRestore database(String name) {
        return databases.computeIfAbsent(
                name, any -> new DatabaseRestore(scope, name, folder.resolve(String.valueOf(databases.size()))));
    }

    /** The archive has ended. */
    void end() {
        if (!rolesCame) {
            scope.queue().open(roles);
        }
        databases.values().forEach(DatabaseRestore::end);
    }

    private void restoreRoles(RestoreWorker worker, ArchiveEntry item) throws IOException {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        try (ItemReader reader = scope.archive().read(item)) {
            while (reader.next()) {
                script.write(reader.buffer(), 0, reader.length());
            }
        }
        Globals globals = Globals.parse(script.toByteArray());
        String main = scope.connections().mainDatabase();
        KeptRoles kept;
        try (Connection connection = scope.connections().open(main, "restore")) {
            kept = KeptRoles.of(connection);
            if (scope.memory().before().roles().isEmpty()) {
                List<String> touched = new ArrayList<>(globals.roles());
                touched.removeAll(kept.names());
                scope.memory().keepRoles(RolesBefore.of(connection, touched));
            }
        } catch (SQLException e) {
            throw PgErrors.explain(Side.TARGET, e);
        }
        globals.restore(worker.session(main), kept, scope.context());
        scope.queue().open(roles);
    }
}
