package dev.uprev.postgresql;

import dev.uprev.plan.Difference;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares two catalogs, walking through both at the same time. What is missing as a whole is told once, not again for
 * each of its parts. Not thread-safe.
 */
final class CatalogComparison {
    /** More objects than this are not remembered as missing; their parts are then told as well. */
    private static final int REMEMBERED = 10_000;

    private static final Map<String, PropertyLabel> LABELS = new ConcurrentHashMap<>();

    private final String database;
    private final Catalog source;
    private final Catalog target;
    private final Differences faults;
    private final Differences notes;
    private final Set<List<String>> oneSided = new HashSet<>();
    private long objects;

    /**
     * A comparison.
     *
     * @param database the name of the database; empty for what belongs to the whole server
     * @param faults receives what ought to be the same
     * @param notes receives what is worth knowing
     */
    CatalogComparison(String database, Catalog source, Catalog target, Differences faults, Differences notes) {
        this.database = database;
        this.source = source;
        this.target = target;
        this.faults = faults;
        this.notes = notes;
    }

    /** How many objects and parts of objects of the source have been compared. */
    long objects() {
        return objects;
    }

    /** Compares the objects of one kind; objects before their parts. */
    void compare(CatalogQuery query) throws SQLException, IOException {
        int since = query.comparedSince();
        if (!source.version().isAtLeast(since) || !target.version().isAtLeast(since)) {
            return;
        }
        Optional<CatalogStream> ours = source.open(query);
        try (CatalogStream sourceEntries = ours.orElseGet(CatalogStream::empty)) {
            Optional<CatalogStream> theirs = target.open(query);
            try (CatalogStream targetEntries = theirs.orElseGet(CatalogStream::empty)) {
                if (ours.isPresent() && theirs.isPresent()) {
                    walk(query, sourceEntries, targetEntries);
                }
            }
        }
    }

    private void walk(CatalogQuery query, CatalogStream sourceEntries, CatalogStream targetEntries)
            throws SQLException, IOException {
        Optional<CatalogEntry> ours = sourceEntries.next();
        Optional<CatalogEntry> theirs = targetEntries.next();
        while (ours.isPresent() || theirs.isPresent()) {
            int order =
                    ours.isEmpty() ? 1 : theirs.isEmpty() ? -1 : CatalogEntry.ORDER.compare(ours.get(), theirs.get());
            if (order == 0) {
                compare(ours.get(), theirs.get());
            } else {
                oneSided(query, order < 0 ? ours.get() : theirs.get(), order < 0);
            }
            if (order <= 0) {
                objects++;
                ours = sourceEntries.next();
            }
            if (order >= 0) {
                theirs = targetEntries.next();
            }
        }
    }

    private void oneSided(CatalogQuery query, CatalogEntry entry, boolean onSource) {
        List<String> object = List.of(entry.schema(), entry.name());
        boolean isTold = oneSided.contains(object) || oneSided.contains(List.of("", entry.schema()));
        if (!query.isOfParts() && oneSided.size() < REMEMBERED) {
            oneSided.add(object);
        }
        if (isTold || (!onSource && query.isExtraAllowed())) {
            return;
        }
        String has = query.isOfParts() ? presence(entry) : "present";
        faults.add(new Difference(
                entry.object(database), entry.part(), onSource ? has : "missing", onSource ? "missing" : has));
    }

    /** A part with a single property, such as a privilege, is told by it. */
    private static String presence(CatalogEntry entry) {
        if (entry.properties().size() != 1) {
            return "present";
        }
        PropertyLabel label = label(entry.properties().firstKey());
        String value = entry.properties().values().iterator().next();
        boolean tells = label.kind() != PropertyLabel.Kind.SECRET && !value.equals("yes");
        return tells ? Excerpts.start(value) : "present";
    }

    private void compare(CatalogEntry ours, CatalogEntry theirs) {
        SortedSet<String> all = new TreeSet<>(ours.properties().keySet());
        all.addAll(theirs.properties().keySet());
        for (String each : all) {
            PropertyLabel label = label(each);
            if (source.version().isAtLeast(label.since()) && target.version().isAtLeast(label.since())) {
                compare(
                        ours,
                        label,
                        Optional.ofNullable(ours.properties().get(each)),
                        Optional.ofNullable(theirs.properties().get(each)));
            }
        }
    }

    private void compare(CatalogEntry entry, PropertyLabel label, Optional<String> ours, Optional<String> theirs) {
        if (ours.equals(theirs) || isAlike(label.kind(), ours, theirs)) {
            return;
        }
        Difference difference = Excerpts.difference(
                entry.object(database), entry.part() + " " + label.name(), label.kind(), ours, theirs);
        (label.kind() == PropertyLabel.Kind.NOTE ? notes : faults).add(difference);
    }

    private static boolean isAlike(PropertyLabel.Kind kind, Optional<String> ours, Optional<String> theirs) {
        boolean both = ours.isPresent() && theirs.isPresent();
        return switch (kind) {
            case CODE -> both && LooseSql.isEqual(ours.get(), theirs.get());
            case SHARED -> !both;
            case TEXT, SECRET, NOTE -> false;
        };
    }

    private static PropertyLabel label(String text) {
        return LABELS.computeIfAbsent(text, PropertyLabel::parse);
    }
}
