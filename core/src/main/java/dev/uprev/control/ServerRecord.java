package dev.uprev.control;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.TlsSettings;
import dev.uprev.model.Version;
import dev.uprev.secret.SecretRef;
import dev.uprev.tool.Tool;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code server.json} says of a server.
 *
 * @param format the version of this form
 * @param engine the product
 * @param version of the programs that its data were last used with
 * @param programs their folder
 * @param serverProgram the name of the server among them
 * @param state how far its making has come
 * @param address where it listens
 * @param user who may log in
 * @param password where that user's password is to be found
 * @param settings as they were asked for
 */
record ServerRecord(
        int format,
        DatabaseEngine engine,
        Version version,
        Path programs,
        String serverProgram,
        State state,
        HostPort address,
        Optional<String> user,
        Optional<SecretRef> password,
        SortedMap<String, String> settings) {
    static final int FORMAT = 1;

    /** How far the making of a server has come. It has to be made anew until it is {@link #CREATED}. */
    enum State {
        /** Its data directory is being made; what is there of it is worthless. */
        CREATING,
        /** Its data directory is whole; it may have been started. */
        CREATED,
        /** It has answered and is complete. */
        READY
    }

    ServerRecord {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    ServerRecord withState(State next) {
        return new ServerRecord(
                format, engine, version, programs, serverProgram, next, address, user, password, settings);
    }

    ServerRecord withProgram(Tool program) {
        return new ServerRecord(
                format,
                engine,
                program.version(),
                InstalledPrograms.folder(program),
                InstalledPrograms.name(program),
                state,
                address,
                user,
                password,
                settings);
    }

    Instance instance() {
        Instance open =
                new Instance(engine, List.of(address), user, Optional.empty(), TlsSettings.DISABLED, new TreeMap<>());
        return password.map(open::withPassword).orElse(open);
    }
}
