package dev.uprev.examples.cli;

import dev.uprev.event.UpgradeEvent.StepProgressed;
import java.time.Duration;
import java.util.Locale;

/** Amounts, rates and times as people read them. */
final class ProgressText {
    private static final int BAR = 24;

    private ProgressText() {}

    static String of(StepProgressed progress) {
        boolean bytes = progress.unit().equals("bytes");
        String amount = bytes ? bytes(progress.done()) : progress.done() + " " + progress.unit();
        String total = progress.total() == 0
                ? ""
                : " of " + (bytes ? bytes(progress.total()) : Long.toString(progress.total()));
        String rate =
                bytes ? bytes((long) progress.perSecond()) : String.format(Locale.ROOT, "%.0f", progress.perSecond());
        String left =
                progress.remaining().map(time -> ", " + time(time) + " left").orElse("");
        return amount + total + ", " + rate + "/s" + left + (progress.item().isEmpty() ? "" : "  " + progress.item());
    }

    static String bar(StepProgressed progress) {
        double part = progress.total() == 0 ? 0 : Math.min(1.0, (double) progress.done() / progress.total());
        int full = (int) Math.round(part * BAR);
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "] "
                + String.format(Locale.ROOT, "%3.0f%%", part * 100);
    }

    static String bytes(long bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        double amount = bytes;
        int unit = 0;
        while (amount >= 1000 && unit < units.length - 1) {
            amount /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", amount, units[unit]);
    }

    private static String time(Duration time) {
        return time.toMinutes() > 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toSeconds() + " s";
    }
}
