package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.model.Version;
import dev.uprev.spi.InstanceController;
import dev.uprev.spi.ServerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where an upgrade in place takes place, as the instance controller shows it.
 *
 * @param data the data directory, links resolved
 * @param newVersion what the new programs say they are
 */
record InPlaceSite(Path data, ServerPrograms old, ServerPrograms fresh, Version newVersion) {
    /** The site; absent where something is missing, which is then among the findings. */
    static Optional<InPlaceSite> find(
            UpgradeRequest request, Version source, InstanceController servers, List<Finding> findings) {
        UpgradeTarget.InPlace target = (UpgradeTarget.InPlace) request.target();
        String name = target.servers().get(0);
        Optional<ServerFiles> files = servers.files(DatabaseEngine.POSTGRESQL, name);
        if (files.isEmpty()) {
            findings.add(Finding.blocker(
                    "server-files-unknown",
                    name,
                    "the instance controller does not show the files of a server of that name",
                    "give an instance controller that knows this server, by the name that it has there"));
            return Optional.empty();
        }
        Optional<Path> data = data(files.get().data(), findings);
        Optional<Map.Entry<Version, Path>> old = programs(files.get(), Releases.line(source), source, findings);
        Optional<Map.Entry<Version, Path>> fresh = programs(files.get(), target.version(), target.version(), findings);
        if (data.isEmpty() || old.isEmpty() || fresh.isEmpty()) {
            return Optional.empty();
        }
        List<String> launcher = files.get().launcher();
        InPlaceSite site = new InPlaceSite(
                data.get(),
                new ServerPrograms(old.get().getValue(), launcher),
                new ServerPrograms(fresh.get().getValue(), launcher),
                fresh.get().getKey());
        List<Finding> missing = new ArrayList<>(missing(site.old(), ServerPrograms.OF_OLD, source));
        missing.addAll(missing(site.fresh(), ServerPrograms.OF_NEW, site.newVersion()));
        findings.addAll(missing);
        return missing.isEmpty() ? Optional.of(site) : Optional.empty();
    }

    private static Optional<Path> data(Path shown, List<Finding> findings) {
        try {
            Path real = shown.toRealPath();
            if (Files.isReadable(real.resolve("PG_VERSION")) && real.getParent() != null) {
                return Optional.of(real);
            }
        } catch (IOException e) {
            // told below
        }
        findings.add(Finding.blocker(
                "data-directory-unreadable",
                shown.toString(),
                "this process cannot read the server's data directory, or there is none",
                "run this as the owner of the data directory, or as root with a launcher for the instance controller"
                        + " such as runuser -u postgres --"));
        return Optional.empty();
    }

    /** The programs of exactly that version, else the newest of the line. */
    private static Optional<Map.Entry<Version, Path>> programs(
            ServerFiles files, Version line, Version exact, List<Finding> findings) {
        Optional<Map.Entry<Version, Path>> found = files.binaries().entrySet().stream()
                .filter(each -> each.getKey().belongsTo(line))
                .reduce((one, other) -> one.getKey().equals(exact) ? one : other);
        if (found.isEmpty()) {
            findings.add(Finding.blocker(
                    "version-not-installed",
                    line + " is not among " + files.binaries().keySet(),
                    "pg_upgrade needs the server programs of the old release and of the new one",
                    "install the server of PostgreSQL " + line
                            + ", or name the folder of its programs to the instance controller"));
        }
        return found;
    }

    private static List<Finding> missing(ServerPrograms programs, List<String> wanted, Version version) {
        List<String> missing = programs.missing(wanted);
        return missing.isEmpty()
                ? List.of()
                : List.of(Finding.blocker(
                        "programs-missing",
                        String.join(", ", missing) + " in " + programs.folder(),
                        "pg_upgrade runs these programs of PostgreSQL " + version,
                        "install the whole server package, as postgresql-" + version.major()
                                + " on Debian and Ubuntu or postgresql" + version.major()
                                + "-server on Red Hat and its like"));
    }
}
