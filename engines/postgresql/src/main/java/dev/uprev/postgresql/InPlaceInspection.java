package dev.uprev.postgresql;

import dev.uprev.model.Side;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.InstanceController;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the files of a server that is to be upgraded in place, and asks the server what a new cluster has to be. */
final class InPlaceInspection {
    private static final int USUAL_SEGMENT = 16 << 20;

    private final InstanceFacts seen;
    private final UpgradeRequest request;
    private final InspectionContext access;
    private final InPlaceSite site;

    private InPlaceInspection(InstanceFacts seen, UpgradeRequest request, InspectionContext access, InPlaceSite site) {
        this.seen = seen;
        this.request = request;
        this.access = access;
        this.site = site;
    }

    /** The facts with {@link InPlaceFacts}, where all can be seen that these are made of. */
    static InstanceFacts of(
            InstanceFacts seen, UpgradeRequest request, InspectionContext access, InstanceController servers) {
        UpgradeTarget.InPlace target = (UpgradeTarget.InPlace) request.target();
        if (isMinor(seen, target) || !new PostgresqlFacts(seen).isSuperuser()) {
            return seen;
        }
        return InPlaceSite.find(request, seen.version(), servers, new ArrayList<>())
                .map(site -> new InPlaceInspection(seen, request, access, site)
                        .look()
                        .addTo(seen))
                .orElse(seen);
    }

    /** Whether both are of one major, so that only the programs change. */
    static boolean isMinor(InstanceFacts source, UpgradeTarget.InPlace target) {
        return Releases.line(source.version()).equals(Releases.line(target.version()));
    }

    private InPlaceFacts look() {
        Connections connections = new Connections(Side.SOURCE, request.source(), access.secrets());
        try (Connection connection = connections.openToLook(connections.mainDatabase(), "inspect")) {
            FileModeChoice choice =
                    FileModeChoice.of(request, site.newVersion(), site.data(), seen.bytes(), access.tools());
            return new InPlaceFacts(
                    site.data(),
                    site.old().folder(),
                    site.fresh().folder(),
                    site.newVersion(),
                    site.old().launcher(),
                    choice.mode(),
                    choice.reason(),
                    Sql.text(connection, "SELECT rolname FROM pg_roles WHERE oid = 10"),
                    likeness(connection),
                    settings(connection),
                    configuration(connection));
        } catch (SQLException e) {
            throw PgErrors.explain(Side.SOURCE, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The encoding and locale of template0, which pg_upgrade wants to be the same, checksums, and the log's files. */
    private List<String> likeness(Connection connection) throws SQLException {
        DatabaseFacts template = DatabaseCatalog.read(connection, ServerVersion.of(connection)).stream()
                .filter(database -> database.name().equals("template0"))
                .findFirst()
                .orElseThrow();
        List<String> arguments = new ArrayList<>(List.of(
                "--encoding=" + template.encoding(),
                "--lc-collate=" + template.collate(),
                "--lc-ctype=" + template.characters()));
        if (site.newVersion().major() >= 15) {
            arguments.add("--locale-provider=" + template.provider());
            if (template.provider().equals("icu")) {
                arguments.add("--icu-locale=" + template.locale());
            } else if (template.provider().equals("builtin")) {
                arguments.add("--builtin-locale=" + template.locale());
            }
        }
        ControlFile control = ControlFile.read(access.tools(), site.old(), site.data());
        if (control.hasChecksums()) {
            arguments.add("--data-checksums");
        } else if (site.newVersion().major() >= 18) {
            arguments.add("--no-data-checksums");
        }
        if (control.walSegmentBytes() != USUAL_SEGMENT) {
            arguments.add("--wal-segsize=" + (control.walSegmentBytes() >> 20));
        }
        return arguments;
    }

    /** Libraries that extensions want loaded, room for locks, and from 17 on what slots and subscriptions need. */
    private List<String> settings(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>(List.of("shared_preload_libraries", "max_locks_per_transaction"));
        if (seen.version().major() >= 17) {
            names.addAll(List.of("wal_level", "max_replication_slots"));
        }
        List<String> settings = new ArrayList<>();
        for (String name : names) {
            Sql.setting(connection, name)
                    .filter(value -> !value.isEmpty())
                    .ifPresent(value -> settings.add(name + "=" + value));
        }
        return settings;
    }

    private Optional<Path> configuration(Connection connection) throws SQLException {
        return Sql.setting(connection, "config_file").map(Path::of).filter(file -> !file.startsWith(site.data()));
    }
}
