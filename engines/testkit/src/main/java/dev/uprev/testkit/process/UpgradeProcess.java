package dev.uprev.testkit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * An upgrade in a process of its own with 64 MiB of heap, which a test can kill anywhere. It tells on its output what
 * it does, as {@link UpgradeProgram} does. For one thread.
 */
public final class UpgradeProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private UpgradeProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /**
     * Starts it.
     *
     * @param program its main class, which is on the class path of this process
     * @param journal the first of its arguments: the directory of the journal
     */
    public static UpgradeProcess start(Class<?> program, Path journal, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                journal.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new UpgradeProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** A line that begins so, as in {@code finished dump}. */
    public static Predicate<String> line(String start) {
        return text -> text.startsWith(start);
    }

    /** A line that tells that a step has done so much or more, in the step's own unit. */
    public static Predicate<String> beyond(String step, long amount) {
        String start = "progress " + step + " ";
        return text -> text.startsWith(start) && Long.parseLong(text.substring(start.length())) >= amount;
    }

    /** Reads on until a line fits; {@code false} when the process ends before. */
    public boolean awaitLine(Predicate<String> wanted) throws IOException {
        String line = output.readLine();
        while (line != null) {
            lines.add(line);
            if (wanted.test(line)) {
                return true;
            }
            line = output.readLine();
        }
        return false;
    }

    /** The id of the plan, as the process told it. */
    public String planId() {
        return lines.stream()
                .filter(line -> line.startsWith("plan "))
                .map(line -> line.substring("plan ".length()))
                .findFirst()
                .orElseThrow();
    }

    /** How it ended, in its own words. */
    public String outcome() throws IOException {
        awaitLine(line -> line.startsWith("outcome "));
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** As kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
