package dev.uprev.postgresql;

import dev.uprev.digest.ContentDigest;
import dev.uprev.model.Cancellation;
import dev.uprev.model.Side;
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
    private final String label;
    private final String unit;
    private final TableKey key;
    private final ValueText texts;
    private final Cancellation cancellation;

    RowFinder(TableData table, TableKey key, ValueText texts, Cancellation cancellation) {
        this(table, table.label(), "row", key, texts, cancellation);
    }

    private RowFinder(
            TableData table, String label, String unit, TableKey key, ValueText texts, Cancellation cancellation) {
        this.table = table;
        this.label = label;
        this.unit = unit;
        this.key = key;
        this.texts = texts;
        this.cancellation = cancellation;
    }

    /** For large objects, see {@link LargeObjectRows}. */
    static RowFinder ofLargeObjects(String database, Cancellation cancellation) {
        return new RowFinder(
                LargeObjectRows.table(database),
                database,
                "large object",
                LargeObjectRows.KEY,
                LargeObjectRows.TEXTS,
                cancellation);
    }

    /** How many rows differ, and the first of them; nothing when none does. */
    List<Difference> find(TableRows source, TableRows target) throws IOException {
        RowSketch ours = sketch(source);
        Optional<RowSketch.Listed> found = ours.compare(sketch(target));
        if (found.isEmpty()) {
            String many = "very many " + unit + "s that the other side lacks";
            return List.of(new Difference(label, unit + "s", many, many));
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
        differences.add(new Difference(label, unit + "s", number(listed, 1, "target"), number(listed, -1, "source")));
        rows.rows().stream().limit(NAMED).forEach(versions -> differences.add(difference(versions)));
        return differences;
    }

    private RowSketch sketch(TableRows rows) throws IOException {
        RowSketch sketch = new RowSketch();
        cancellation.check();
        rows.read((image, hash) -> sketch.add(hash, key.hash(image, hash)));
        return sketch;
    }

    private String number(RowSketch.Listed listed, int sign, String other) {
        long sampled = listed.more().values().stream()
                .filter(more -> Long.signum(more) == sign)
                .mapToLong(Math::abs)
                .sum();
        long number = sampled * listed.scale();
        return (listed.level() == 0 ? "" : "about ") + number + " " + unit + (number == 1 ? "" : "s") + " that the "
                + other + " lacks";
    }

    private Difference difference(Set<DifferingRows.Version> versions) {
        Optional<DifferingRows.Version> ours = only(versions, true);
        Optional<DifferingRows.Version> theirs = only(versions, false);
        DifferingRows.Version any = ours.or(() -> theirs).orElseThrow();
        boolean isChanged = ours.isPresent() && theirs.isPresent() && ours.get() != theirs.get();
        return new Difference(
                label,
                unit + " " + (key.isNone() ? whole(any.image()) : key(any.image())),
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
                .filter(field -> !isSame(field, one.image(), other.image()))
                .boxed()
                .toList();
        String shown = changed.stream()
                .limit(COLUMNS_SHOWN)
                .map(field -> told(field, one.image(), other.image()))
                .collect(Collectors.joining(", "));
        int more = changed.size() - COLUMNS_SHOWN;
        return shown + (more > 0 ? " and " + more + " more columns" : "");
    }

    /** A column of one row; where what is shown of both is the same, with what tells them apart. */
    private String told(int field, RowImage one, RowImage other) {
        String shown = column(one, field, " ");
        return shown.equals(column(other, field, " "))
                ? shown + String.format(" (%d bytes, hash %016x)", one.length(field), one.hash(field))
                : shown;
    }

    /** Floating-point numbers that are the same may be written in two ways. */
    private boolean isSame(int field, RowImage one, RowImage other) {
        FloatText floats = table.columns().get(field).floats();
        boolean readable = floats != FloatText.NONE && one.isShown(field) && other.isShown(field);
        return one.isSame(field, other)
                || (readable && bits(floats, one.head(field)).equals(bits(floats, other.head(field))));
    }

    private static ContentDigest bits(FloatText floats, byte[] text) {
        RowDigest digest = new FloatLineDigest(List.of(floats));
        digest.update(text, 0, text.length);
        digest.update(new byte[] {'\n'}, 0, 1);
        return digest.digest();
    }

    private String whole(RowImage row) {
        String all = IntStream.range(0, row.fields())
                .mapToObj(field -> texts.show(table.columns().get(field).name(), row, field))
                .collect(Collectors.joining(", ", "(", ")"));
        return all.length() <= LONGEST_ROW ? all : all.substring(0, LONGEST_ROW) + "...";
    }
}
