package dev.uprev.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Makes a tool end when this process is killed, where the system can do that: Linux sends a signal to the child of a
 * thread that ends, if the child asked for it (prctl(2), PR_SET_PDEATHSIG), and {@code setpriv} of util-linux asks for
 * it before it turns into the tool. Elsewhere a tool goes on until it is done or its output breaks. The signal is TERM,
 * so that tools can cancel what they do on a server; processes that the tool itself started do not get it.
 */
final class EndWithParent {
    private static final List<String> PREFIX = find().map(EndWithParent::prefix).orElse(List.of());

    private EndWithParent() {}

    /** What to put before the tool; empty where it cannot be had. */
    static List<String> prefix() {
        return PREFIX;
    }

    private static List<String> prefix(Path setpriv) {
        return List.of(setpriv.toString(), "--pdeathsig", "TERM", "--");
    }

    private static Optional<Path> find() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
                ? ToolEnvironment.locate("setpriv", ToolEnvironment.path()).filter(EndWithParent::works)
                : Optional.empty();
    }

    /** Small versions of the program, as in BusyBox, lack the option. */
    private static boolean works(Path setpriv) {
        List<String> trial = new ArrayList<>(prefix(setpriv));
        trial.addAll(List.of(setpriv.toString(), "--version"));
        try {
            Process process = new ProcessBuilder(trial)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
