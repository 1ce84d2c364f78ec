package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.archive.ArchiveEntry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EarlierTablesTest {
    private static final String EPOCH = "started reset";
    private static final TableState STATE = new TableState(16384, 10, 2, 1, EPOCH);
    private static final TableState MORE = new TableState(16384, 11, 2, 1, EPOCH);
    private static final TableState RESTARTED = new TableState(16384, 10, 2, 1, "started again");

    @Test
    void isGoodWhereNoTransactionRanSince() {
        assertThat(isGood("100:100:", "100:100:", false, true, RESTARTED)).isTrue();
        assertThat(isGood("100:100:", "100:101:", false, true, STATE)).isFalse();
        assertThat(isGood("99:100:99", "99:100:99", false, true, STATE))
                .as("99 was under way, and nobody knows what it has done")
                .isFalse();
    }

    @Test
    void unloggedRowsAreGoneAfterACrash() {
        assertThat(isGood("100:100:", "100:100:", false, false, STATE)).isTrue();
        assertThat(isGood("100:100:", "100:100:", false, false, RESTARTED)).isFalse();
    }

    @Test
    void isGoodWhereTheServerHasCountedNothingMore() {
        assertThat(isGood("100:100:", "100:105:", true, true, STATE)).isTrue();
        assertThat(isGood("100:100:", "100:105:", true, true, MORE)).isFalse();
        assertThat(isGood("100:100:", "100:105:", true, true, RESTARTED)).isFalse();
        assertThat(isGood("100:100:", "100:105:", true, true, new TableState(16390, 10, 2, 1, EPOCH)))
                .as("truncated or rewritten")
                .isFalse();
    }

    @Test
    void onePartThatIsNotGoodSpoilsTheOthers() {
        List<ArchiveEntry> entries = List.of(entry(0, "100:100:", STATE), entry(1, "100:100:", MORE));
        EarlierTables earlier = new EarlierTables(entries, "100:105:", true);
        assertThat(earlier.good("t", true, STATE)).isEmpty();
        assertThat(earlier.allBut(List.of())).hasSize(2);
    }

    private static boolean isGood(
            String then, String now, boolean countsComplete, boolean logged, TableState stateNow) {
        EarlierTables earlier = new EarlierTables(List.of(entry(0, then, STATE)), now, countsComplete);
        return !earlier.good("t", logged, stateNow).isEmpty();
    }

    private static ArchiveEntry entry(int part, String snapshot, TableState state) {
        return new ArchiveEntry(
                TableData.KIND, "t", part, 0, 0, Optional.empty(), List.of(), EarlierTables.metadata(snapshot, state));
    }
}
