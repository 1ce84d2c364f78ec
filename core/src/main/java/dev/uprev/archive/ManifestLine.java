package dev.uprev.archive;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/** What one line of the manifest says. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ManifestLine.Header.class, name = "header"),
    @JsonSubTypes.Type(value = ManifestLine.Item.class, name = "item"),
    @JsonSubTypes.Type(value = ManifestLine.Ledger.class, name = "ledger"),
    @JsonSubTypes.Type(value = ManifestLine.Discard.class, name = "discard"),
    @JsonSubTypes.Type(value = ManifestLine.End.class, name = "end")
})
sealed interface ManifestLine {
    /** Version of the format that this library writes, and the only one that it reads. */
    int FORMAT = 1;

    /** The first line. */
    record Header(int format, ArchiveHeader header) implements ManifestLine {}

    /** An item is complete. */
    record Item(ArchiveEntry entry) implements ManifestLine {}

    /** Something did not go over; replaces an earlier line that says the same of the same object. */
    record Ledger(LedgerEntry entry) implements ManifestLine {}

    /** Completed items are void, and so is what their ledgers said. */
    record Discard(List<ItemKey> items) implements ManifestLine {
        public Discard {
            items = List.copyOf(items);
        }
    }

    /** The last line. */
    record End(Instant finishedAt, long entries, long rawBytes, long storedBytes) implements ManifestLine {}
}
