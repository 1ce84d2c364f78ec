package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How much is compared in the pause does not depend on the size of the database. */
class AgainInPauseTest {
    private static SourceTable table(long bytes, boolean logged) {
        return new SourceTable(
                1, new TableData("shop", "public", "t", List.of(), CopyFormat.TEXT, "UTF8", ""), bytes, 1, logged);
    }

    @Test
    void smallTablesAreComparedUpToATotal() {
        AgainInPause chosen = new AgainInPause();

        assertThat(chosen.test(table(9L << 20, true))).isFalse();
        for (int i = 0; i < 16; i++) {
            assertThat(chosen.test(table(8L << 20, true))).isTrue();
        }
        assertThat(chosen.test(table(8192, true))).isFalse();
    }

    @Test
    void tablesThatAreNotReplicatedAreComparedInAnyCase() {
        assertThat(new AgainInPause().test(table(1L << 40, false))).isTrue();
    }
}
