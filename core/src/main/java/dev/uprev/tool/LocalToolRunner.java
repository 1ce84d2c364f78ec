package dev.uprev.tool;

import dev.uprev.error.UpgradeException;
import dev.uprev.secret.Redactor;
import dev.uprev.secret.Secret;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts programs of this machine; {@link ToolRun} follows each to its end. */
final class LocalToolRunner implements ToolRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ToolRunner.class);

    private final Redactor redactor;
    private final InstantSource clock;
    private final Duration grace;
    private final ToolLocator locator = new ToolLocator(this);

    LocalToolRunner(Redactor redactor, InstantSource clock, Duration grace) {
        this.redactor = redactor;
        this.clock = clock;
        this.grace = grace;
    }

    @Override
    public ToolLocator locator() {
        return locator;
    }

    @Override
    public ToolResult run(ToolCommand command) {
        command.cancellation().check();
        List<Secret> secrets = new ArrayList<>(command.secretEnvironment().values());
        command.secretFiles().forEach(file -> secrets.add(file.content()));
        secrets.forEach(redactor::register);
        try (SecretFiles files = SecretFiles.write(command)) {
            LOG.debug("running {}", redactor.redact(command.toString()));
            ToolRun run = new ToolRun(command, start(command, files), redactor, clock, grace);
            ToolResult result = run.result();
            LOG.debug("{}: {}", command.program(), result);
            return result;
        } finally {
            secrets.forEach(redactor::forget);
        }
    }

    private Process start(ToolCommand command, SecretFiles files) {
        ProcessBuilder builder = new ProcessBuilder();
        ToolEnvironment.prepare(builder.environment(), command, files);
        List<String> words = builder.command();
        words.addAll(command.launcher());
        words.addAll(EndWithParent.prefix()); // after the launcher: a change of user takes the wish back
        words.add(locate(command).toString());
        words.addAll(files.arguments());
        words.addAll(command.arguments());
        command.directory().ifPresent(directory -> builder.directory(existing(command, directory)));
        if (command.input() instanceof ToolInput.FromFile from) {
            builder.redirectInput(from.file().toFile());
        }
        if (command.output() instanceof ToolOutput.ToFile to) {
            builder.redirectOutput(to.file().toFile());
        }
        return startOnLastingThread(command, builder);
    }

    /**
     * The thread that starts the process must outlive it, see {@link EndWithParent}; the caller's may be a virtual one,
     * whose carrier can end at any time.
     */
    private Process startOnLastingThread(ToolCommand command, ProcessBuilder builder) {
        CompletableFuture<Process> started = new CompletableFuture<>();
        Thread keeper = new Thread(
                () -> {
                    try {
                        started.complete(builder.start());
                        started.join().onExit().join();
                    } catch (IOException | RuntimeException e) {
                        started.completeExceptionally(e);
                    }
                },
                "uprev-tool-keeper");
        keeper.setDaemon(true);
        keeper.start();
        try {
            return started.join();
        } catch (CompletionException e) {
            Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
            throw UpgradeException.failed("tool-not-started", "cannot start " + command.program())
                    .why(redactor.redact(cause.toString()))
                    .cause(redactor.redact(cause))
                    .fix("check that its files exist and that the user of this process may use them");
        }
    }

    private static Path locate(ToolCommand command) {
        List<Path> folders = Optional.ofNullable(command.environment().get("PATH"))
                .map(ToolEnvironment::path)
                .orElseGet(ToolEnvironment::path);
        return ToolEnvironment.locate(command.program(), folders)
                .orElseThrow(() -> UpgradeException.failed("tool-not-found", "cannot find the program")
                        .seen(command.program())
                        .why(
                                command.program().contains(File.separator)
                                        ? "there is no executable file of that name"
                                        : "it is in none of the folders of PATH: " + folders)
                        .fix(command.fix().orElse("install it, or name its folder")));
    }

    private static File existing(ToolCommand command, Path directory) {
        if (!Files.isDirectory(directory)) {
            throw UpgradeException.failed("tool-not-started", "cannot start " + command.program())
                    .seen(directory)
                    .why("its working directory does not exist")
                    .fix("create the directory");
        }
        return directory.toFile();
    }
}
