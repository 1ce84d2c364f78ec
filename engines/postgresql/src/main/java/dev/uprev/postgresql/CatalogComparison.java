package dev.uprev.postgresql;

import dev.uprev.model.Side;
import dev.uprev.plan.Difference;
import dev.uprev.transfer.Differences;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Compares a catalog of the source, given line by line, with that of a database of the target, which is read at the
 * same time. What is missing as a whole is told once, not again for each of its parts. Not thread-safe.
 */
final class CatalogComparison implements Consumer<CatalogLine>, AutoCloseable {
    /** More objects than this are not remembered as missing; their parts are then told as well. */
    private static final int REMEMBERED = 10_000;

    private static final Map<String, PropertyLabel> LABELS = new ConcurrentHashMap<>();

    private final String database;
    private final ServerCatalog target;
    private final Exemptions exemptions;
    private final Differences faults;
    private final Differences notes;
    private final Set<List<String>> oneSided = new HashSet<>();
    private int sourceVersion;
    private long objects;

    /** The kind at hand, where it is compared, and what the target has of it. */
    private Optional<CatalogQuery> kind = Optional.empty();

    private CatalogStream entries = CatalogStream.empty();
    private Optional<CatalogEntry> theirs = Optional.empty();

    /**
     * A comparison.
     *
     * @param database the name of the database; empty for what belongs to the whole server
     * @param faults receives what ought to be the same
     * @param notes receives what is worth knowing
     */
    CatalogComparison(
            String database, ServerCatalog target, Exemptions exemptions, Differences faults, Differences notes) {
        this.database = database;
        this.target = target;
        this.exemptions = exemptions;
        this.faults = faults;
        this.notes = notes;
    }

    /** How many objects and parts of objects of the source have been compared. */
    long objects() {
        return objects;
    }

    /** Takes the next line of the source's catalog. */
    @Override
    public void accept(CatalogLine line) {
        try {
            if (line.server().isPresent()) {
                sourceVersion = line.server().get();
            } else if (line.kind().isPresent()) {
                endKind();
                begin(line.kind().get());
            } else if (line.entry().isPresent() && kind.isPresent()) {
                step(kind.get(), line.entry().get());
            }
        } catch (SQLException e) {
            throw PgErrors.explain(Side.TARGET, e);
        }
    }

    private void begin(String name) throws SQLException {
        Optional<CatalogQuery> query = CatalogQuery.named(name).filter(this::isComparable);
        Optional<CatalogStream> readable = query.isPresent() ? target.open(query.get()) : Optional.empty();
        if (readable.isPresent()) {
            kind = query;
            entries = readable.get();
            theirs = entries.next();
        }
    }

    private boolean isComparable(CatalogQuery query) {
        return sourceVersion >= query.comparedSince() && target.version().isAtLeast(query.comparedSince());
    }

    private void step(CatalogQuery query, CatalogEntry ours) throws SQLException {
        objects++;
        while (theirs.isPresent() && CatalogEntry.ORDER.compare(theirs.get(), ours) < 0) {
            onlyOnTarget(query, theirs.get());
            theirs = entries.next();
        }
        if (theirs.isPresent() && CatalogEntry.ORDER.compare(theirs.get(), ours) == 0) {
            if (!exemptions.isKept(query, ours)) {
                compare(ours, theirs.get());
            }
            theirs = entries.next();
        } else if (isNews(query, ours)) {
            Difference missing = new Difference(ours.object(database), ours.part(), presence(query, ours), "missing");
            (exemptions.isRefused(query, ours) ? notes : faults).add(missing);
        }
    }

    /** There are no more lines. */
    void end() {
        try {
            endKind();
        } catch (SQLException e) {
            throw PgErrors.explain(Side.TARGET, e);
        }
    }

    private void endKind() throws SQLException {
        while (kind.isPresent() && theirs.isPresent()) {
            onlyOnTarget(kind.get(), theirs.get());
            theirs = entries.next();
        }
        close();
    }

    @Override
    public void close() throws SQLException {
        kind = Optional.empty();
        entries.close();
    }

    private void onlyOnTarget(CatalogQuery query, CatalogEntry entry) {
        if (isNews(query, entry) && !query.isExtraAllowed()) {
            faults.add(new Difference(entry.object(database), entry.part(), "missing", presence(query, entry)));
        }
    }

    /** Remembers what only one side has; tells whether it is not part of what is remembered already. */
    private boolean isNews(CatalogQuery query, CatalogEntry entry) {
        List<String> object = List.of(entry.schema(), entry.name());
        boolean isKnown = oneSided.contains(object) || oneSided.contains(List.of("", entry.schema()));
        if (!query.isOfParts() && oneSided.size() < REMEMBERED) {
            oneSided.add(object);
        }
        return !isKnown;
    }

    /** A part with a single property, such as a privilege, is told by it. */
    private static String presence(CatalogQuery query, CatalogEntry entry) {
        if (!query.isOfParts() || entry.properties().size() != 1) {
            return "present";
        }
        PropertyLabel label = label(entry.properties().firstKey());
        String value = entry.properties().values().iterator().next();
        boolean tells = label.kind() != PropertyLabel.Kind.SECRET && !value.equals(ResultSetCatalogStream.YES);
        return tells ? Excerpts.start(value) : "present";
    }

    private void compare(CatalogEntry ours, CatalogEntry other) {
        SortedSet<String> all = new TreeSet<>(ours.properties().keySet());
        all.addAll(other.properties().keySet());
        for (String each : all) {
            PropertyLabel label = label(each);
            if (sourceVersion >= label.since() && target.version().isAtLeast(label.since())) {
                compare(
                        ours,
                        label,
                        Optional.ofNullable(ours.properties().get(each)),
                        Optional.ofNullable(other.properties().get(each)));
            }
        }
    }

    private void compare(CatalogEntry entry, PropertyLabel label, Optional<String> ours, Optional<String> other) {
        if (ours.equals(other) || isAlike(label.kind(), ours, other)) {
            return;
        }
        Difference difference = Excerpts.difference(
                entry.object(database), entry.part() + " " + label.name(), label.kind(), ours, other);
        (label.kind() == PropertyLabel.Kind.NOTE ? notes : faults).add(difference);
    }

    private static boolean isAlike(PropertyLabel.Kind kind, Optional<String> ours, Optional<String> other) {
        boolean both = ours.isPresent() && other.isPresent();
        return switch (kind) {
            case CODE -> both && LooseSql.isEqual(ours.get(), other.get());
            case SHARED -> !both;
            case TEXT, SECRET, NOTE -> false;
        };
    }

    private static PropertyLabel label(String text) {
        return LABELS.computeIfAbsent(text, PropertyLabel::parse);
    }
}
