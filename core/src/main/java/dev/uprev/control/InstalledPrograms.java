package dev.uprev.control;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Version;
import dev.uprev.spi.LocalServerSupport;
import dev.uprev.tool.Tool;
import dev.uprev.tool.ToolLocator;
import dev.uprev.tool.ToolRequirement;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the server programs that are installed on this machine. */
final class InstalledPrograms {
    private final ToolLocator locator;
    private final List<Path> configured;

    /** Looks into these folders, and into the folder {@code bin} of each, before all others. */
    InstalledPrograms(ToolLocator locator, List<Path> folders) {
        this.locator = locator;
        this.configured = folders.stream()
                .flatMap(folder -> Stream.of(folder, folder.resolve("bin")))
                .toList();
    }

    /**
     * The newest release of a line; those in the configured folders are preferred.
     *
     * @throws UpgradeException {@code version-not-installed}
     */
    Tool find(DatabaseEngine engine, LocalServerSupport support, Version line) {
        try {
            return locator.find(wanted(support).ofLine(line));
        } catch (UpgradeException e) {
            if (!e.code().equals("tool-not-found")) {
                throw e;
            }
            throw UpgradeException.failed("version-not-installed", "cannot find the programs of " + engine + " " + line)
                    .why(e.why().orElse(""))
                    .fix("install the server of " + engine + " " + line
                            + ", or name the folder of its programs to the instance controller");
        }
    }

    /** The folders of all that are installed, by version; of equal ones the one that would be taken. */
    SortedMap<Version, Path> all(LocalServerSupport support) {
        SortedMap<Version, Path> folders = new TreeMap<>();
        try {
            for (Tool tool : locator.findAll(wanted(support))) {
                folders.putIfAbsent(tool.version(), folder(tool));
            }
        } catch (UpgradeException e) {
            if (!e.code().equals("tool-not-found")) {
                throw e;
            }
        }
        return folders;
    }

    static Path folder(Tool tool) {
        return Optional.ofNullable(tool.path().getParent()).orElseThrow();
    }

    private ToolRequirement wanted(LocalServerSupport support) {
        return ToolRequirement.of(support.serverProgram(), "")
                .configured(configured)
                .usualFolders(support.usualFolders().toArray(String[]::new));
    }
}
