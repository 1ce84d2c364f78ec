package dev.uprev.examples.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured in all rounds, and the table that says it. */
final class Results<C extends Contender> {
    private static final double MEGABYTE = 1e6;

    private final Map<C, List<Measurement>> rounds = new LinkedHashMap<>();

    void add(C contender, Measurement measurement) {
        rounds.computeIfAbsent(contender, key -> new ArrayList<>()).add(measurement);
    }

    /** Medians, and Uprev's time as a multiple of each other contender's in the same round. */
    String table() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%-15s %8s %18s %12s %8s %10s %8s",
                "",
                "seconds",
                "(least to most)",
                "processor s",
                "its own",
                "memory MB",
                "dump MB");
        rounds.forEach((contender, measurements) -> {
            List<Double> seconds =
                    measurements.stream().map(Measurement::seconds).sorted().toList();
            double dump = measurements.get(0).dump() / MEGABYTE;
            line(
                    text,
                    "%-15s %8.2f %18s %12.2f %8.2f %10.0f %8s",
                    contender,
                    median(seconds),
                    String.format(Locale.ROOT, "%.2f to %.2f", seconds.get(0), seconds.get(seconds.size() - 1)),
                    median(measurements.stream()
                            .map(Measurement::processorSeconds)
                            .toList()),
                    median(measurements.stream()
                            .map(Measurement::ownProcessorSeconds)
                            .toList()),
                    median(measurements.stream()
                            .map(each -> each.peakMemory() / MEGABYTE)
                            .toList()),
                    dump == 0 ? "none" : String.format(Locale.ROOT, "%.0f", dump));
        });
        rounds.keySet().stream()
                .filter(Contender::isUprev)
                .forEach(uprev -> rounds.keySet().stream()
                        .filter(peer -> !peer.isUprev())
                        .forEach(peer ->
                                line(text, "%-15s takes %.2f of the time of %s", uprev, ratio(uprev, peer), peer)));
        return text.toString();
    }

    /** The median of a contender that has run. */
    double seconds(C contender) {
        return median(rounds.getOrDefault(contender, List.of()).stream()
                .map(Measurement::seconds)
                .toList());
    }

    private double ratio(C one, C other) {
        List<Measurement> ours = rounds.getOrDefault(one, List.of());
        List<Measurement> theirs = rounds.getOrDefault(other, List.of());
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < Math.min(ours.size(), theirs.size()); round++) {
            ratios.add(ours.get(round).seconds() / theirs.get(round).seconds());
        }
        return median(ratios);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
