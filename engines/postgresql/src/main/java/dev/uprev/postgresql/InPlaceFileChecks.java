package dev.uprev.postgresql;

import dev.uprev.compat.Finding;
import dev.uprev.plan.PlanContext;
import dev.uprev.tool.ToolRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a cluster's files can be worked on, and whether there is room for what is to be made beside them. */
final class InPlaceFileChecks {
    /** Paths go through two shells on their way from pg_upgrade to a server. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9/._@%+=:,-]+");

    private static final Set<String> HINDER_TRIAL = Set.of(
            "path-unsafe",
            "root-refused",
            "not-owner",
            "parent-not-writable",
            "other-data-directory",
            "work-folder-exists",
            "programs-missing",
            "mode-unavailable");

    private final PlanContext plan;
    private final InPlaceSite site;
    private final ToolRunner tools;
    private final ClusterPaths paths;
    private final List<Finding> findings = new ArrayList<>();

    private InPlaceFileChecks(PlanContext plan, InPlaceSite site, ToolRunner tools) {
        this.plan = plan;
        this.site = site;
        this.tools = tools;
        this.paths = new ClusterPaths(site.data());
    }

    static List<Finding> look(PlanContext plan, InPlaceSite site, ToolRunner tools) throws IOException {
        InPlaceFileChecks checks = new InPlaceFileChecks(plan, site, tools);
        checks.names();
        checks.user();
        checks.places();
        checks.tablespaces();
        checks.mode();
        checks.room();
        return checks.findings;
    }

    /** Whether a cluster cannot even be made to try things out. */
    static boolean hindersTrial(Finding finding) {
        return HINDER_TRIAL.contains(finding.code());
    }

    private void block(String code, Object seen, String why, String remedy) {
        findings.add(Finding.blocker(code, seen.toString(), why, remedy));
    }

    private void names() {
        for (Path path : List.of(paths.data(), site.old().folder(), site.fresh().folder())) {
            if (!SAFE.matcher(path.toString()).matches()) {
                block(
                        "path-unsafe",
                        path,
                        "pg_upgrade hands paths to a shell, and this one has characters that may mean something there",
                        "move it to a path of letters, digits, and . _ - /");
            }
        }
    }

    private void user() throws IOException {
        String user = System.getProperty("user.name");
        String owner = Files.getOwner(paths.data()).getName();
        boolean root = user.equals("root");
        if (root && site.old().launcher().isEmpty()) {
            block(
                    "root-refused",
                    user,
                    "the programs of a server refuse to be run by root",
                    "give the instance controller a launcher, such as runuser -u " + owner + " --");
        } else if (!root && !user.equals(owner)) {
            block(
                    "not-owner",
                    user,
                    "the data directory belongs to " + owner + ", and this process has to rename it",
                    "run this as " + owner + ", or as root with a launcher for the instance controller");
        }
    }

    private void places() throws IOException {
        Path parent = paths.parent();
        if (!Files.isWritable(parent)) {
            block(
                    "parent-not-writable",
                    parent,
                    "the new cluster is made beside the data directory, and takes its place by being renamed",
                    "let the user of this process write there");
        }
        if (!Files.getFileStore(parent).equals(Files.getFileStore(paths.data()))) {
            block(
                    "data-directory-mounted",
                    paths.data(),
                    "it is a file system of its own, and cannot be renamed",
                    "move the data one folder down: into " + paths.data().resolve("data") + ", for example");
        }
        if (Files.exists(paths.work())) {
            block(
                    "work-folder-exists",
                    paths.work(),
                    "another upgrade in place was begun here and is not at its end",
                    "resume it; or when nobody knows of it and the data directory is whole, remove this folder");
        }
        Path kept = paths.kept(plan.path().source());
        if (Files.exists(kept)) {
            block(
                    "old-directory-exists",
                    kept,
                    "the old cluster is to get this name, and something else has it",
                    "rename or remove it");
        }
        Path log = paths.data().resolve("pg_wal");
        if (Files.isSymbolicLink(log) || Files.isSymbolicLink(paths.data().resolve("pg_xlog"))) {
            findings.add(Finding.warning(
                    "wal-elsewhere",
                    log.toString(),
                    "the write-ahead log of the old cluster is in another place; that of the new one will be in the data"
                            + " directory",
                    "move it after the upgrade, while the server is down"));
        }
    }

    private void tablespaces() throws IOException {
        for (Path place : Tablespaces.of(paths.data())) {
            if (place.startsWith(paths.data())) {
                block(
                        "tablespace-inside",
                        place,
                        "the tablespace is inside the data directory, which gets another name",
                        "move its tables to another tablespace, outside");
            }
        }
        for (Path folder : Tablespaces.foldersOf(site.newVersion(), paths.data())) {
            block(
                    "tablespace-taken",
                    folder,
                    "the tablespace has a folder of the new release already, perhaps of an earlier attempt",
                    "remove it when no server uses it");
        }
    }

    private void mode() throws IOException {
        Optional<FileMode> asked = FileMode.asked(plan.request());
        if (asked.isEmpty()) {
            return;
        }
        FileMode mode = asked.get();
        Optional<String> reason = Optional.empty();
        if (!mode.isIn(site.newVersion())) {
            reason = Optional.of("pg_upgrade has it from " + mode.since() + " on");
        } else if (mode == FileMode.CLONE && !FileModeChoice.canClone(paths.data(), tools)) {
            reason = Optional.of("the file system does not let files share their blocks");
        } else if (mode == FileMode.SWAP && plan.source().version().major() < 10) {
            reason = Optional.of("it wants a source of 10 or later");
        } else if (mode == FileMode.SWAP && !Tablespaces.of(paths.data()).isEmpty()) {
            reason = Optional.of("there are tablespaces, for which this mode has no way back");
        }
        reason.ifPresent(why -> block(
                "mode-unavailable", mode, why, "leave the option " + FileMode.OPTION + " out, or name another mode"));
        if (reason.isEmpty() && !mode.keepsOldCluster()) {
            findings.add(Finding.warning(
                    "no-way-back-after-start",
                    "mode " + mode,
                    "once the new server has started, the old cluster cannot be used any more",
                    "have a backup that was restored as a trial, or use the mode copy"));
        }
    }

    private void room() throws IOException {
        Optional<InPlaceFacts> facts = InPlaceFacts.of(plan.source());
        if (facts.isEmpty()) {
            return;
        }
        FileMode mode = facts.get().mode();
        long needed = FileModeChoice.roomFor(mode, plan.source().bytes());
        long free = Files.getFileStore(paths.data()).getUsableSpace();
        if (free < needed) {
            block(
                    "data-space",
                    (free >> 20) + " MiB free, about " + (needed >> 20) + " MiB needed in mode " + mode,
                    "the new cluster does not fit beside the old one",
                    mode == FileMode.COPY ? "make room, or use the mode link" : "make room");
        }
    }
}
