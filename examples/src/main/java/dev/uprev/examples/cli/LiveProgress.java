package dev.uprev.examples.cli;

import dev.uprev.event.UpgradeListener;
import java.io.PrintWriter;

/** Shows a run while it goes on: bars on a terminal, plain lines elsewhere. */
public final class LiveProgress {
    private LiveProgress() {}

    public static UpgradeListener to(PrintWriter out) {
        return Terminal.console().isPresent() ? new TerminalProgress(out) : new EventPrinter(out);
    }
}
