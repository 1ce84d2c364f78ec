package dev.uprev.examples.cli;

import dev.uprev.event.UpgradeEvent;
import dev.uprev.event.UpgradeEvent.FindingReported;
import dev.uprev.event.UpgradeEvent.StepFinished;
import dev.uprev.event.UpgradeEvent.StepProgressed;
import dev.uprev.event.UpgradeEvent.StepStarted;
import dev.uprev.event.UpgradeListener;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Events on a terminal: finished steps stay; each running one is drawn again in place, with a bar below its title. */
final class TerminalProgress implements UpgradeListener {
    private static final String UP_AND_CLEAR = "\033[1A\033[2K";

    /** The launcher tells how wide the terminal is. A line that wraps could not be drawn again in place. */
    private static final int WIDTH = Integer.getInteger("uprev.columns", 80) - 1;

    private final PrintWriter out;
    private final Map<String, Running> running = new LinkedHashMap<>();
    private int drawn;

    /**
     * A step that has begun and not ended.
     *
     * @param progress a line, or none yet
     */
    private record Running(String title, List<String> progress) {
        Stream<String> lines() {
            return Stream.concat(Stream.of("  .. " + title), progress.stream());
        }
    }

    TerminalProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void onEvent(UpgradeEvent event) {
        out.print(UP_AND_CLEAR.repeat(drawn));
        if (event instanceof StepStarted step) {
            running.put(step.step(), new Running((step.undo() ? "undo: " : "") + step.title(), List.of()));
        } else if (event instanceof StepProgressed progress) {
            running.computeIfPresent(
                    progress.step(), (id, step) -> new Running(step.title(), List.of("     " + line(progress))));
        } else if (event instanceof FindingReported reported) {
            out.println("  !  " + reported.finding());
        } else if (event instanceof StepFinished step) {
            Running finished = running.remove(step.step());
            out.println(line(step, finished == null ? step.step() : finished.title()));
        }
        List<String> lines = running.values().stream().flatMap(Running::lines).toList();
        lines.forEach(line -> out.println(line.length() > WIDTH ? line.substring(0, WIDTH) : line));
        drawn = lines.size();
        out.flush();
    }

    private static String line(StepProgressed progress) {
        String bar = progress.total() == 0 ? "" : ProgressText.bar(progress) + " ";
        return bar + ProgressText.of(progress);
    }

    private static String line(StepFinished step, String title) {
        return String.format(
                Locale.ROOT,
                "  %s %-55s %8.1f s%s",
                step.error().isPresent() ? "XX" : "ok",
                title,
                step.elapsed().toMillis() / 1e3,
                step.error().map(error -> "\n     " + error).orElse(""));
    }
}
