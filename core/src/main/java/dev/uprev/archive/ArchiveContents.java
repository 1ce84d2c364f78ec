package dev.uprev.archive;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the lines of a manifest come to. Not thread-safe. */
final class ArchiveContents {
    private final Map<ItemKey, ArchiveEntry> entries = new LinkedHashMap<>();
    private final Map<LedgerEntry, LedgerEntry> ledger = new LinkedHashMap<>();
    private Optional<ArchiveHeader> header = Optional.empty();
    private Optional<ManifestLine.End> end = Optional.empty();
    private long lastFile;

    /**
     * Adds a line.
     *
     * @throws dev.uprev.error.UpgradeException {@code archive-damaged} where it cannot stand there
     */
    void add(ManifestLine line, long number) {
        if (header.isPresent() == line instanceof ManifestLine.Header) {
            throw damaged(number, header.isPresent() ? "a second header" : "the header is missing");
        }
        if (end.isPresent()) {
            throw damaged(number, "there is more after the end");
        }
        if (line instanceof ManifestLine.Header first) {
            header = Optional.of(first.header());
        } else if (line instanceof ManifestLine.Item item) {
            addItem(item.entry(), number);
        } else if (line instanceof ManifestLine.Ledger entry) {
            ledger.put(entry.entry().subject(), entry.entry());
        } else if (line instanceof ManifestLine.Discard discard) {
            for (ItemKey key : discard.items()) {
                if (entries.remove(key) == null) {
                    throw damaged(number, key + " is discarded and was never there");
                }
            }
        } else if (line instanceof ManifestLine.End last) {
            addEnd(last, number);
        }
    }

    private void addItem(ArchiveEntry entry, long number) {
        if (entries.putIfAbsent(entry.key(), entry) != null) {
            throw damaged(number, entry.key() + " is there twice");
        }
        if (entry.data().isPresent()) {
            lastFile = Math.max(lastFile, entry.data().get().number());
        }
    }

    private void addEnd(ManifestLine.End last, long number) {
        if (!last.equals(end(last.finishedAt()))) {
            throw damaged(number, "the totals of the end line differ from those of the items");
        }
        end = Optional.of(last);
    }

    /** The end line that would fit now. */
    ManifestLine.End end(Instant finishedAt) {
        long raw = 0;
        long stored = 0;
        for (ArchiveEntry entry : entries.values()) {
            raw += entry.rawBytes();
            stored += entry.storedBytes();
        }
        return new ManifestLine.End(finishedAt, entries.size(), raw, stored);
    }

    private static RuntimeException damaged(long number, String what) {
        return ArchiveErrors.damaged(ArchiveLayout.MANIFEST + " line " + number, what);
    }

    Optional<ArchiveHeader> header() {
        return header;
    }

    boolean isFinished() {
        return end.isPresent();
    }

    Optional<ArchiveEntry> entry(ItemKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** Completed items that are not discarded, in the order of their completion. */
    List<ArchiveEntry> entries() {
        return List.copyOf(entries.values());
    }

    /** Every ledger entry, those of the items included. */
    List<LedgerEntry> ledger() {
        return Stream.concat(
                        ledger.values().stream(), entries.values().stream().flatMap(entry -> entry.ledger().stream()))
                .toList();
    }

    /** The highest number of a data file so far, discarded ones included; 0 for none. */
    long lastFile() {
        return lastFile;
    }
}
