package dev.uprev.archive;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerBalanceTest {
    private static final List<LedgerEntry> LEDGER = List.of(
            new LedgerEntry(LedgerCategory.REJECTED, "index", "a", 2, "mapping"),
            new LedgerEntry(LedgerCategory.EXPIRED, "index", "a", 1, "ttl"),
            new LedgerEntry(LedgerCategory.CONVERTED, "index", "a", 5, "date"),
            new LedgerEntry(LedgerCategory.SKIPPED, "index", "b", 100, "not this one"),
            new LedgerEntry(LedgerCategory.SKIPPED, "alias", "a", 100, "nor this one"));

    @Test
    void acceptsWhatWasWrittenOrLeftOutForAReason() {
        assertThatCode(() -> LedgerBalance.check("index", "a", 13, 10, LEDGER)).doesNotThrowAnyException();
    }

    @Test
    void namesTheObjectOneItemOfWhichIsMissingOrTooMany() {
        for (long written : new long[] {9, 11}) {
            assertThatThrownBy(() -> LedgerBalance.check("index", "a", 13, written, LEDGER))
                    .hasMessageContaining("\"a\"")
                    .hasMessageContaining("13 were read, " + written + " written (5 of them converted), and 3 are in");
        }
    }

    @Test
    void refusesMoreConvertedThanWritten() {
        assertThatThrownBy(() -> LedgerBalance.check("index", "a", 7, 4, LEDGER))
                .hasMessageContaining("\"a\"");
    }
}
