package dev.uprev.postgresql;

import dev.uprev.model.Cancellation;
import dev.uprev.plan.Difference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Names rows in which the two sides of a table differ. Both sides are read twice: first to learn which rows differ,
 * with memory that does not grow with the table, then to see them. For one thread.
 */
final class RowFinder {
    /** So many rows of a table are named. */
    static final int NAMED = 10;

    private static final int COLUMNS_SHOWN = 3;
    private static final int LONGEST_ROW = 120;

    private final TableData table;
    private final TableKey key;
    private final ValueText texts;
    private final Cancellation cancellation;

    RowFinder(TableData table, TableKey key, ValueText texts, Cancellation cancellation) {
        this.table = table;
        this.key = key;
        this.texts = texts;
        this.cancellation = cancellation;
    }

    /** How many rows differ, and the first of them; nothing when none does. */
    List<Difference> find(TableRows source, TableRows target) throws IOException {
        RowSketch ours = sketch(source);
        Optional<RowSketch.Listed> found = ours.compare(sketch(target));
        if (found.isEmpty()) {
            String many = "very many rows that the other side has not";
            return List.of(new Difference(table.label(), "content", many, many));
        }
        RowSketch.Listed listed = found.get();
        if (listed.more().isEmpty()) {
            return List.of();
        }
        DifferingRows rows = new DifferingRows(key, listed);
        source.read((image, hash) -> rows.add(Side.SOURCE, image, hash));
        cancellation.check();
        target.read((image, hash) -> rows.add(Side.TARGET, image, hash));
        List<Difference> differences = new ArrayList<>();
        differences.add(
                new Difference(table.label(), "content", number(listed, 1, "target"), number(listed, -1, "source")));
        rows.rows().stream().limit(NAMED).forEach(versions -> differences.add(difference(versions)));
        return differences;
    }

    private RowSketch sketch(TableRows rows) throws IOException {
        RowSketch sketch = new RowSketch();
        cancellation.check();
        rows.read((image, hash) -> sketch.add(hash, key.hash(image, hash)));
        return sketch;
    }

    private static String number(RowSketch.Listed listed, int sign, String other) {
        long sampled = listed.more().values().stream()
                .filter(more -> Long.signum(more) == sign)
                .mapToLong(Math::abs)
                .sum();
        return (listed.level() == 0 ? "" : "about ") + sampled * listed.scale() + " rows that the " + other
                + " has not";
    }

    private Difference difference(Set<DifferingRows.Version> versions) {
        Optional<DifferingRows.Version> ours = only(versions, true);
        Optional<DifferingRows.Version> theirs = only(versions, false);
        DifferingRows.Version any = ours.or(() -> theirs).orElseThrow();
        boolean isChanged = ours.isPresent() && theirs.isPresent() && ours.get() != theirs.get();
        return new Difference(
                table.label(),
                "row " + (key.isNone() ? whole(any.image()) : key(any.image())),
                isChanged ? changed(ours.get(), theirs.get()) : times(any.ours()),
                isChanged ? changed(theirs.get(), ours.get()) : times(any.theirs()));
    }

    /** A version that one side has more often than the other. */
    private static Optional<DifferingRows.Version> only(Set<DifferingRows.Version> versions, boolean onSource) {
        return versions.stream()
                .filter(version -> onSource == (version.ours() > version.theirs()))
                .findFirst();
    }

    private static String times(long count) {
        return count == 0 ? "missing" : count == 1 ? "present" : "present " + count + " times";
    }

    private String key(RowImage row) {
        return key.fields().stream().map(field -> column(row, field, "=")).collect(Collectors.joining(", "));
    }

    private String column(RowImage row, int field, String between) {
        String name = table.columns().get(field).name();
        return name + between + texts.show(name, row, field);
    }

    private String changed(DifferingRows.Version one, DifferingRows.Version other) {
        List<Integer> changed = IntStream.range(0, table.columns().size())
                .filter(field -> !one.image().isSame(field, other.image()))
                .boxed()
                .toList();
        String shown = changed.stream()
                .limit(COLUMNS_SHOWN)
                .map(field -> column(one.image(), field, " "))
                .collect(Collectors.joining(", "));
        int more = changed.size() - COLUMNS_SHOWN;
        return shown + (more > 0 ? " and " + more + " more columns" : "");
    }

    private String whole(RowImage row) {
        String all = IntStream.range(0, row.fields())
                .mapToObj(field -> texts.show(table.columns().get(field).name(), row, field))
                .collect(Collectors.joining(", ", "(", ")"));
        return all.length() <= LONGEST_ROW ? all : all.substring(0, LONGEST_ROW) + "...";
    }
}
