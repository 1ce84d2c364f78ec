package dev.uprev.tool;

import dev.uprev.error.UpgradeException;
import dev.uprev.secret.Redactor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running tool, followed to its end. */
final class ToolRun {
    private static final Logger LOG = LoggerFactory.getLogger(ToolRunner.class);
    private static final int TAIL_CHARACTERS = 16 * 1024;
    private static final int WORDS_CHARACTERS = 2 * 1024;
    private static final long LOOK_EVERY_MILLIS = 50;

    private final ToolCommand command;
    private final String name;
    private final Process process;
    private final Redactor redactor;
    private final InstantSource clock;
    private final Duration grace;
    private final Instant start;
    private final Tail errors = new Tail(TAIL_CHARACTERS);
    private final AtomicReference<Throwable> sinkFailure = new AtomicReference<>();
    private final OutputSink.Capture captured;

    ToolRun(ToolCommand command, Process process, Redactor redactor, InstantSource clock, Duration grace) {
        this.command = command;
        this.name = String.valueOf(Path.of(command.program()).getFileName());
        this.process = process;
        this.redactor = redactor;
        this.clock = clock;
        this.grace = grace;
        this.start = clock.instant();
        this.captured = new OutputSink.Capture(command.output() instanceof ToolOutput.Captured it ? it.maxBytes() : 0);
    }

    /** Follows the tool to its end and judges it. */
    ToolResult result() {
        Stop stop;
        try {
            OutputSink toErrors = new OutputSink.Lines(redactor::redact, this::error);
            OutputPump out = OutputPump.start("uprev-tool-out", process.getInputStream(), output(), sinkFailure);
            OutputPump err = OutputPump.start("uprev-tool-err", process.getErrorStream(), toErrors, sinkFailure);
            feed();
            stop = awaitEnd();
            if (stop != Stop.NONE) {
                new ProcessTree(process.toHandle()).end(grace);
            }
            finish(out, err);
        } catch (InterruptedException e) {
            stop = Stop.INTERRUPTED;
        } finally {
            if (process.isAlive()) {
                new ProcessTree(process.toHandle()).end(grace);
            }
        }
        throwIfStopped(stop);
        return judged(new ToolResult(
                process.exitValue(), redactor.redact(captured.text()), errors.text(), Duration.between(start, now())));
    }

    private void finish(OutputPump out, OutputPump err) throws InterruptedException {
        boolean allOut = out.finish();
        boolean allErr = err.finish();
        if (!allOut || !allErr) {
            LOG.debug("{} left a process behind that keeps its output open", name);
        }
    }

    private OutputSink output() {
        if (command.output() instanceof ToolOutput.Lines lines) {
            return new OutputSink.Lines(redactor::redact, lines.consumer());
        }
        return command.output() instanceof ToolOutput.ToStream to ? OutputSink.to(to.stream()) : captured;
    }

    private void error(String line) {
        LOG.trace("{}: {}", name, line);
        errors.add(line);
        command.errorLines().accept(line);
    }

    private void feed() {
        if (command.input() instanceof ToolInput.Bytes bytes) {
            Thread feeder = new Thread(() -> feed(bytes.content()), "uprev-tool-in");
            feeder.setDaemon(true);
            feeder.start();
        } else {
            feed(new byte[0]);
        }
    }

    private void feed(byte[] input) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input);
        } catch (IOException e) {
            LOG.debug("{} did not read all of its input", name); // its exit code tells whether that matters
        }
    }

    private Stop awaitEnd() {
        try {
            while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                Duration passed = Duration.between(start, now());
                if (sinkFailure.get() != null) {
                    return Stop.OUTPUT_LOST;
                }
                if (command.cancellation().isCancelled()) {
                    return Stop.CANCELLED;
                }
                if (command.timeout()
                        .filter(limit -> passed.compareTo(limit) >= 0)
                        .isPresent()) {
                    return Stop.TIMEOUT;
                }
            }
            return Stop.NONE;
        } catch (InterruptedException e) {
            return Stop.INTERRUPTED;
        }
    }

    private void throwIfStopped(Stop stop) {
        switch (stop) {
            case INTERRUPTED -> {
                Thread.currentThread().interrupt();
                throw stopped("tool-interrupted", "was interrupted").fix("run it again");
            }
            case TIMEOUT ->
                throw stopped(
                                "tool-timeout",
                                "was not done after "
                                        + command.timeout().orElseThrow().toMillis() + " ms")
                        .fix("find out what it waits for, or allow it more time");
            case CANCELLED -> command.cancellation().check();
            case NONE, OUTPUT_LOST -> throwSinkFailure();
        }
    }

    private Instant now() {
        return clock.instant();
    }

    private void throwSinkFailure() {
        Throwable failure = sinkFailure.get();
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw UpgradeException.failed("tool-output-lost", "cannot pass on what " + name + " prints")
                    .why(redactor.redact(failure.toString()))
                    .cause(redactor.redact(failure))
                    .fix("see to the cause and run it again");
        }
    }

    private ToolResult judged(ToolResult result) {
        if (!command.acceptedExitCodes().contains(result.exitCode())) {
            String words = words(result.output(), result.errors());
            UpgradeException.Builder failed =
                    UpgradeException.failed("tool-failed", name + " " + ending(result.exitCode()));
            failed = words.isEmpty() ? failed.why("it said nothing") : failed.seen(words);
            throw failed.fix(command.fix()
                    .orElseGet(() -> "see to what the program says; the call was: " + redactor.redact(command + "")));
        }
        if (captured.overflown() && command.output() instanceof ToolOutput.Captured limit) {
            throw UpgradeException.failed("tool-output-too-large", name + " printed more than was expected")
                    .why("at most " + limit.maxBytes() + " bytes are kept")
                    .fix("report this as a defect of Uprev, with the call: " + redactor.redact(command + ""));
        }
        return result;
    }

    /** The process table of Unix counts an end by signal n as 128 + n. */
    private static String ending(int exitCode) {
        return "failed with exit code " + exitCode
                + (exitCode > 128 && exitCode < 128 + 65 ? ", which means signal " + (exitCode - 128) : "");
    }

    private UpgradeException.Builder stopped(String code, String how) {
        UpgradeException.Builder error = UpgradeException.failed(code, name + " " + how + " and was ended");
        String words = words(redactor.redact(captured.text()), errors.text());
        return words.isEmpty() ? error.why("it said nothing") : error.seen(words);
    }

    private static String words(String output, String errors) {
        String text = (errors.isBlank() ? output : errors).strip();
        int from = Math.max(0, text.length() - WORDS_CHARACTERS);
        return (from == 0 ? "" : "...") + text.substring(from);
    }

    private enum Stop {
        NONE,
        OUTPUT_LOST,
        CANCELLED,
        TIMEOUT,
        INTERRUPTED
    }
}
