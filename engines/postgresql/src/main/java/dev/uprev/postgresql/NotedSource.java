package dev.uprev.postgresql;

import dev.uprev.digest.ContentDigest;
import dev.uprev.json.Json;
import dev.uprev.model.VerificationLevel;
import dev.uprev.postgresql.SourceNotes.Noted;
import dev.uprev.transfer.Crew;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The source as it was noted before it was upgraded in place. Its rows are gone; what they came to is not. */
final class NotedSource implements ComparedSource {
    private final Path folder;
    private final List<String> databases;
    private final VerificationLevel level;

    /** @param folder what {@link SourceNotes} has written, for these databases */
    NotedSource(Path folder, List<String> databases, VerificationLevel level) {
        this.folder = folder;
        this.databases = databases;
        this.level = level;
    }

    @Override
    public boolean catalog(String database, Consumer<CatalogLine> sink) throws IOException {
        Path file = database.isEmpty()
                ? folder.resolve(SourceNotes.SERVER_CATALOG)
                : SourceNotes.catalog(folder, databases.indexOf(database));
        try (Stream<String> lines = Files.lines(file)) {
            lines.map(line -> Json.read(line, CatalogLine.class)).forEach(sink);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return true;
    }

    @Override
    public List<TableData> tables(String database) {
        List<TableData> tables = new ArrayList<>();
        read(database, noted -> {
            if (!noted.metadata().isEmpty()) {
                tables.add(TableData.of(noted.metadata()));
            }
        });
        return tables;
    }

    @Override
    public void start(Crew crew, String database, List<TableData> tables) {}

    @Override
    public Map<String, ReadSum> sums(String database) {
        Map<String, ReadSum> sums = new HashMap<>();
        read(database, noted -> {
            if (!noted.metadata().isEmpty()) {
                sums.put(TableData.of(noted.metadata()).itemName(), sum(noted));
            }
        });
        return sums;
    }

    @Override
    public ReadSum largeObjects(String database) {
        ReadSum[] found = {new ReadSum()};
        read(database, noted -> {
            if (noted.metadata().isEmpty()) {
                found[0] = sum(noted);
            }
        });
        return found[0];
    }

    private void read(String database, Consumer<Noted> sink) {
        try (Stream<String> lines = Files.lines(SourceNotes.tables(folder, databases.indexOf(database)))) {
            lines.map(line -> Json.read(line, Noted.class)).forEach(sink);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ReadSum sum(Noted noted) {
        ReadSum sum = new ReadSum();
        if (!noted.refusal().isEmpty()) {
            sum.refuse(noted.refusal());
        }
        if (level == VerificationLevel.CONTENT) {
            sum.add(ContentDigest.parse(noted.digest()));
        } else {
            sum.add(noted.rows());
        }
        return sum;
    }

    @Override
    public boolean keepsRows() {
        return false;
    }

    @Override
    public TableRows rows(TableData table, Crew crew) {
        return NotedSource::refuse;
    }

    @Override
    public TableRows largeObjectRows(String database, Crew crew) {
        return NotedSource::refuse;
    }

    private static void refuse(Object sink) {
        throw new UnsupportedOperationException("the rows of the old server were not kept");
    }

    @Override
    public void close() {}
}
