package dev.uprev.examples.cli;

import dev.uprev.archive.ArchiveCheck;
import dev.uprev.archive.ArchiveProblem;
import dev.uprev.archive.ArchiveReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.NullUnmarked;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks an archive offline: every frame of every item. Ends with 0 when it is whole, else 1.")
@NullUnmarked
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "the directory of the archive")
    private Path directory;

    @Option(names = "--threads", description = "how many files are read at a time (default: ${DEFAULT-VALUE})")
    private int threads = 2;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<ArchiveProblem> problems = ArchiveCheck.check(directory, threads);
        problems.forEach(out::println);
        if (!problems.isEmpty()) {
            out.println(problems.size() + " problem(s): do not restore from this archive");
            return UprevProgram.NO;
        }
        try (ArchiveReader archive = ArchiveReader.open(directory)) {
            long bytes = archive.entries().stream()
                    .mapToLong(entry -> entry.storedBytes())
                    .sum();
            out.printf(
                    "whole: %s %s, %d items, %s, dumped %s%n",
                    archive.header().engine(),
                    archive.header().sourceVersion(),
                    archive.entries().size(),
                    ProgressText.bytes(bytes),
                    archive.header().createdAt());
        }
        return UprevProgram.YES;
    }
}
