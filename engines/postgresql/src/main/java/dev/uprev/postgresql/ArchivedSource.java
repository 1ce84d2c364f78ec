package dev.uprev.postgresql;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ItemReader;
import dev.uprev.digest.ContentDigest;
import dev.uprev.model.VerificationLevel;
import dev.uprev.transfer.Crew;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The source as a finished dump has it. Rows are not read again: the dump has kept their digests. */
final class ArchivedSource implements ComparedSource {
    private static final JsonLines<CatalogLine> LINES = new JsonLines<>(CatalogLine.class);
    private static final JsonLines<SequenceValue> SEQUENCES = new JsonLines<>(SequenceValue.class);

    private final ArchiveReader archive;
    private final VerificationLevel level;

    /** @param archive closed with this */
    ArchivedSource(ArchiveReader archive, VerificationLevel level) {
        this.archive = archive;
        this.level = level;
    }

    @Override
    public boolean catalog(String database, Consumer<CatalogLine> sink) throws IOException {
        boolean ofServer = database.isEmpty();
        List<ArchiveEntry> items = ofServer
                ? items(ArchiveItems.SERVER_CATALOG, ArchiveItems.CLUSTER)
                : items(ArchiveItems.CATALOG, database);
        ArchivedSequences sequences = new ArchivedSequences();
        for (ArchiveEntry entry : items(ArchiveItems.SEQUENCES, database)) {
            try (ItemReader item = archive.read(entry)) {
                SEQUENCES.read(item, sequences::add);
            }
        }
        for (ArchiveEntry entry : items) {
            try (ItemReader item = archive.read(entry)) {
                LINES.read(item, line -> sink.accept(sequences.corrected(line)));
            }
        }
        return !items.isEmpty();
    }

    private List<ArchiveEntry> items(String kind, String name) {
        return entries(entry -> entry.kind().equals(kind) && entry.name().equals(name));
    }

    private List<ArchiveEntry> entries(Predicate<ArchiveEntry> wanted) {
        return archive.entries().stream().filter(wanted).toList();
    }

    private List<ArchiveEntry> tableItems(String database) {
        return entries(entry -> entry.kind().equals(TableData.KIND)
                && database.equals(entry.metadata().get("database")));
    }

    @Override
    public List<TableData> tables(String database) {
        SortedMap<String, TableData> tables = new TreeMap<>();
        tableItems(database).forEach(entry -> tables.put(entry.name(), TableData.of(entry.metadata())));
        return List.copyOf(tables.values());
    }

    @Override
    public void start(Crew crew, String database, List<TableData> tables) {}

    @Override
    public Map<String, ReadSum> sums(String database) {
        Map<String, ReadSum> sums = new HashMap<>();
        tableItems(database).forEach(entry -> add(entry, sums.computeIfAbsent(entry.name(), name -> new ReadSum())));
        return sums;
    }

    @Override
    public ReadSum largeObjects(String database) {
        ReadSum sum = new ReadSum();
        items(ArchiveItems.LARGE_OBJECTS, database).forEach(entry -> add(entry, sum));
        return sum;
    }

    private void add(ArchiveEntry entry, ReadSum sum) {
        if (level == VerificationLevel.CONTENT) {
            sum.add(ContentDigest.parse(entry.metadata().getOrDefault(TableData.DIGEST, "")));
        } else {
            sum.add(entry.items());
        }
    }

    @Override
    public TableRows rows(TableData table, Crew crew) {
        return rows -> {
            for (ArchiveEntry entry : items(TableData.KIND, table.itemName())) {
                RowReader reader = new RowReader(table, rows);
                try (ItemReader item = archive.read(entry)) {
                    while (item.next()) {
                        crew.stopping().check();
                        reader.accept(item.buffer(), 0, item.length());
                    }
                }
            }
        };
    }

    @Override
    public TableRows largeObjectRows(String database, Crew crew) {
        return rows -> {
            for (ArchiveEntry entry : items(ArchiveItems.LARGE_OBJECTS, database)) {
                crew.stopping().check();
                try (ItemReader item = archive.read(entry)) {
                    new LargeObjectDecoder(item).read(new LargeObjectRows(rows));
                }
            }
        };
    }

    @Override
    public void close() {
        archive.close();
    }
}
