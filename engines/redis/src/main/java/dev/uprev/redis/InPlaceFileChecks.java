package dev.uprev.redis;

import dev.uprev.compat.Finding;
import dev.uprev.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the files of a server, and the disk they are on, mean for its upgrade in place. */
final class InPlaceFileChecks {
    /** Where releases from 7.0 on have the parts of the AOF unless told otherwise. */
    private static final String USUAL_LOG_FOLDER = "appendonlydir";

    private final ServerSite site;
    private final ServerInfo info;
    private final NewProgram fresh;
    private final Path archive;
    private final List<Finding> findings = new ArrayList<>();

    InPlaceFileChecks(ServerSite site, ServerInfo info, NewProgram fresh, Path archive) {
        this.site = site;
        this.info = info;
        this.fresh = fresh;
        this.archive = archive;
    }

    List<Finding> look(ToolRunner tools) throws IOException {
        room();
        oldLogFolder();
        if (site.configuration().isPresent()) {
            Path file = site.configuration().get();
            fresh.refusedSetting(tools, file)
                    .ifPresent(setting -> block(
                            "setting-refused",
                            setting + " in " + file,
                            fresh + " does not start with this setting",
                            "take it out of the configuration of server " + site
                                    + ", or change it to what both versions take"));
            settings(file);
        }
        return findings;
    }

    private void room() throws IOException {
        long bytes = site.appends()
                ? info.number("aof_current_size")
                : Files.exists(site.snapshotFile()) ? Files.size(site.snapshotFile()) : info.number("used_memory");
        FileStore data = Files.getFileStore(site.data());
        FileStore copy = Files.getFileStore(existing(archive));
        boolean same = data.equals(copy);
        room("where its data are, " + site.data(), data, same ? 2 * bytes : bytes);
        if (!same) {
            room("where the copy is made, " + archive, copy, bytes);
        }
    }

    private void room(String where, FileStore disk, long bytes) throws IOException {
        long free = disk.getUsableSpace();
        if (free < bytes) {
            block(
                    "disk-space",
                    (free >> 20) + " MiB free " + where + ", about " + ((bytes >> 20) + 1) + " MiB needed",
                    "server " + site + " has to write its data once more, and they are copied for the way back",
                    "make room, or name a folder on another disk as the archive");
        }
    }

    private static Path existing(Path path) {
        Path each = path.toAbsolutePath();
        while (!Files.exists(each)) {
            each = Optional.ofNullable(each.getParent()).orElseThrow();
        }
        return each;
    }

    /** A server from 7.0 on takes such a folder for its AOF, and passes over the file of the older one. */
    private void oldLogFolder() {
        Path manifest = site.data().resolve(USUAL_LOG_FOLDER).resolve(site.log() + ".manifest");
        Path log = site.data().resolve(site.log());
        if (site.appends() && site.logFolder().isEmpty() && !Files.exists(log)) {
            block(
                    "log-not-found",
                    log.toString(),
                    "server " + site + " keeps an AOF, which is not there; this release does not tell its name",
                    "let this process read the server's configuration file");
        }
        if (site.appends() && site.logFolder().isEmpty() && Files.exists(manifest)) {
            block(
                    "old-log-folder",
                    manifest.toString(),
                    "an AOF of a release from 7.0 on lies there, of an earlier attempt perhaps: the newer server would"
                            + " load it instead of " + site.log(),
                    "move the folder away");
        }
    }

    /** What the server was told since it was started holds until it stops. */
    private void settings(Path file) throws IOException {
        ConfigurationFile said = ConfigurationFile.read(Optional.of(file));
        if (!said.isWhole()) {
            return;
        }
        Map<String, String> is = Map.of(
                "appendonly", site.appends() ? "yes" : "no",
                "dbfilename", site.snapshot(),
                "appendfilename", site.log());
        is.forEach((name, now) -> {
            String value = said.value(name);
            if (!now.equalsIgnoreCase(value)) {
                block(
                        "settings-differ",
                        name + " is " + now + ", and " + value + " in " + file,
                        "started again, server " + site + " would look for its data elsewhere, and find others or none",
                        "CONFIG REWRITE, or CONFIG SET " + name + " " + value);
            }
        });
    }

    private void block(String code, String seen, String why, String remedy) {
        findings.add(Finding.blocker(code, seen, why, remedy));
    }
}
