package dev.uprev.tool;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds programs on this machine: in the folders that the user named, then in those of {@code PATH}, then in the usual
 * ones of the engine. Each program is asked for its version once, as long as its file does not change. Thread-safe.
 */
public final class ToolLocator {
    private static final Logger LOG = LoggerFactory.getLogger(ToolLocator.class);

    private final VersionProbe probe;
    private final List<Path> path;

    /** Asks programs for their versions by this runner. */
    ToolLocator(ToolRunner runner) {
        this(runner, ToolEnvironment.path());
    }

    ToolLocator(ToolRunner runner, List<Path> path) {
        this.probe = new VersionProbe(runner);
        this.path = path;
    }

    /**
     * The best of the programs that will do. One in a folder that the user named is better than any other; of equally
     * good ones the first found is taken.
     *
     * @throws UpgradeException {@code tool-not-found}; the message names every place that was tried, what was found
     *     there and why it will not do
     */
    public Tool find(ToolRequirement wanted) {
        return findAll(wanted).get(0);
    }

    /**
     * All programs that will do, the best first; never none.
     *
     * @throws UpgradeException as {@link #find}
     */
    public List<Tool> findAll(ToolRequirement wanted) {
        List<Tool> fit = new ArrayList<>();
        List<String> tried = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (Path folder : folders(wanted, without)) {
            Path program = folder.resolve(wanted.program());
            Optional<VersionProbe.Answer> there = answer(program, wanted);
            if (there.isEmpty()) {
                without.add(folder.toString());
                continue;
            }
            VersionProbe.Answer answer = there.get();
            Optional<String> refusal = answer.version().isEmpty()
                    ? Optional.of(program + ": " + answer.problem())
                    : answer.version().flatMap(version -> refusal(wanted, new Tool(program, version)));
            refusal.ifPresent(tried::add);
            if (refusal.isEmpty()) {
                fit.add(new Tool(program, answer.version().orElseThrow()));
            }
        }
        LOG.debug("found {}; will not do: {}; not in: {}", fit, tried, without);
        if (fit.isEmpty()) {
            throw notFound(wanted, tried, without);
        }
        return fit.stream().sorted(order(wanted)).toList();
    }

    /** Empty where there is no such program. */
    private Optional<VersionProbe.Answer> answer(Path program, ToolRequirement wanted) {
        Optional<Version> told = Files.isRegularFile(program) ? wanted.told().apply(program) : Optional.empty();
        return told.map(VersionProbe.Answer::told)
                .or(() -> ToolEnvironment.isProgram(program) ? Optional.of(probe.ask(program)) : Optional.empty());
    }

    private static Optional<String> refusal(ToolRequirement wanted, Tool tool) {
        return wanted.refusal().apply(tool.version()).map(reason -> tool + ": " + reason);
    }

    private static Comparator<Tool> order(ToolRequirement wanted) {
        Comparator<Tool> configuredFirst = Comparator.comparing(tool -> wanted.configured().stream()
                .noneMatch(folder -> folder.resolve(wanted.program()).equals(tool.path())));
        return configuredFirst.thenComparing(Tool::version, wanted.preference());
    }

    /** In order, each once, whatever links lead to it; patterns that match nothing are noted. */
    private List<Path> folders(ToolRequirement wanted, List<String> without) {
        Map<Path, Path> byRealPath = new LinkedHashMap<>();
        List<Path> all = new ArrayList<>(wanted.configured());
        all.addAll(path);
        for (String pattern : wanted.usualFolders()) {
            List<Path> matching = FolderPattern.matches(pattern);
            all.addAll(matching);
            if (matching.isEmpty()) {
                without.add(pattern);
            }
        }
        all.forEach(folder -> byRealPath.putIfAbsent(realPath(folder), folder));
        return List.copyOf(byRealPath.values());
    }

    private static Path realPath(Path folder) {
        try {
            return Files.exists(folder) ? folder.toRealPath() : folder.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UpgradeException notFound(ToolRequirement wanted, List<String> tried, List<String> without) {
        List<String> reasons = new ArrayList<>(tried);
        reasons.add("none in " + String.join(", ", without));
        return UpgradeException.failed("tool-not-found", "cannot find a suitable " + wanted.program())
                .why(String.join("; ", reasons))
                .fix(wanted.install());
    }
}
