package dev.uprev.examples.cli;

import dev.uprev.event.UpgradeEvent;
import dev.uprev.event.UpgradeEvent.FindingReported;
import dev.uprev.event.UpgradeEvent.StepFinished;
import dev.uprev.event.UpgradeEvent.StepProgressed;
import dev.uprev.event.UpgradeEvent.StepStarted;
import dev.uprev.event.UpgradeListener;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Events on a terminal: finished steps stay, the running ones are drawn again in place, each with a bar. */
final class TerminalProgress implements UpgradeListener {
    private static final String UP_AND_CLEAR = "\033[1A\033[2K";

    /** The launcher tells how wide the terminal is. A line that wraps could not be drawn again in place. */
    private static final int WIDTH = Integer.getInteger("uprev.columns", 80) - 1;

    private final PrintWriter out;
    private final Map<String, String> running = new LinkedHashMap<>();
    private final Map<String, String> titles = new LinkedHashMap<>();

    TerminalProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void onEvent(UpgradeEvent event) {
        out.print(UP_AND_CLEAR.repeat(running.size()));
        if (event instanceof StepStarted step) {
            String title = (step.undo() ? "undo: " : "") + step.title();
            titles.put(step.step(), title);
            running.put(step.step(), "  .. " + title);
        } else if (event instanceof StepProgressed progress) {
            running.put(
                    progress.step(),
                    "  .. " + titles.get(progress.step()) + "  " + ProgressText.bar(progress) + " "
                            + ProgressText.of(progress));
        } else if (event instanceof FindingReported reported) {
            out.println("  !  " + reported.finding());
        } else if (event instanceof StepFinished step) {
            running.remove(step.step());
            out.println(String.format(
                    Locale.ROOT,
                    "  %s %-55s %8.1f s%s",
                    step.error().isPresent() ? "XX" : "ok",
                    titles.get(step.step()),
                    step.elapsed().toMillis() / 1e3,
                    step.error().map(error -> "\n     " + error).orElse("")));
        }
        running.values().forEach(line -> out.println(line.length() > WIDTH ? line.substring(0, WIDTH) : line));
        out.flush();
    }
}
