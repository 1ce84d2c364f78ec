package dev.uprev.control;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Version;
import dev.uprev.spi.LocalServerSupport;
import dev.uprev.tool.Tool;
import dev.uprev.tool.ToolLocator;
import dev.uprev.tool.ToolRequirement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Finds the server programs that are installed on this machine. */
final class InstalledPrograms {
    private final ToolLocator locator;
    private final List<Path> configured;

    /** Looks into these folders, and into the folder {@code bin} of each, before all others. */
    InstalledPrograms(ToolLocator locator, List<Path> folders) {
        this.locator = locator;
        this.configured = folders.stream()
                .map(Path::toAbsolutePath)
                .flatMap(folder -> Stream.of(folder, folder.resolve("bin")))
                .toList();
    }

    /**
     * The newest release of a line; those in the configured folders are preferred.
     *
     * @throws UpgradeException {@code version-not-installed}
     */
    Tool find(DatabaseEngine engine, LocalServerSupport support, Version line) {
        Found found = find(support, wanted -> wanted.ofLine(line));
        return found.tools().stream()
                .min(Comparator.comparing((Tool tool) -> !configured.contains(folder(tool)))
                        .thenComparing(Tool::version, Comparator.reverseOrder()))
                .orElseThrow(() -> UpgradeException.failed(
                                "version-not-installed", "cannot find the programs of " + engine + " " + line)
                        .why(String.join("; ", found.problems()))
                        .fix("install the server of " + engine + " " + line
                                + ", or name the folder of its programs to the instance controller"));
    }

    /** The folders of all that are installed, by version; of equal ones the one that would be taken. */
    SortedMap<Version, Path> all(LocalServerSupport support) {
        SortedMap<Version, Path> folders = new TreeMap<>();
        for (Tool tool : find(support, wanted -> wanted).tools()) {
            folders.putIfAbsent(tool.version(), folder(tool));
        }
        return folders;
    }

    /** Servers of all names, those of one name together and the best of them first. */
    private Found find(LocalServerSupport support, UnaryOperator<ToolRequirement> more) {
        List<Tool> tools = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Stream.concat(Stream.of(support.serverProgram()), support.otherServerPrograms().stream())
                .forEach(program -> {
                    try {
                        tools.addAll(locator.findAll(more.apply(wanted(program, support))));
                    } catch (UpgradeException e) {
                        if (!e.code().equals("tool-not-found")) {
                            throw e;
                        }
                        problems.add(e.why().orElse(""));
                    }
                });
        return new Found(tools, problems);
    }

    /** Programs, and where there were none. */
    private record Found(List<Tool> tools, List<String> problems) {}

    static String name(Tool tool) {
        return String.valueOf(tool.path().getFileName());
    }

    static Path folder(Tool tool) {
        return Optional.ofNullable(tool.path().getParent()).orElseThrow();
    }

    private ToolRequirement wanted(String program, LocalServerSupport support) {
        return ToolRequirement.of(program, "")
                .configured(configured)
                .usualFolders(support.usualFolders().toArray(String[]::new))
                .versionToldBy(support::version);
    }
}
