package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TableDataTest {
    private final TableData orders = new TableData(
            "shop",
            "Odd \"x\"",
            "order",
            List.of(TableColumn.of("id"), new TableColumn("size", FloatText.SINGLE)),
            CopyFormat.BINARY,
            "UTF8",
            "");

    @Test
    void copiesTheWholeTable() {
        assertThat(orders.copyOut(TablePart.WHOLE))
                .isEqualTo("COPY \"Odd \"\"x\"\"\".\"order\" (\"id\", \"size\") TO STDOUT (FORMAT 'binary')");
        assertThat(orders.copyIn())
                .isEqualTo("COPY \"Odd \"\"x\"\"\".\"order\" (\"id\", \"size\") FROM STDIN (FORMAT 'binary')");
        assertThat(orders.copyInFrozen()).endsWith(" FROM STDIN (FORMAT 'binary', FREEZE true)");
    }

    @Test
    void copiesParts() {
        assertThat(orders.copyOut(new TablePart.Pages(10, OptionalLong.of(20))))
                .isEqualTo("COPY (SELECT \"id\", \"size\" FROM ONLY \"Odd \"\"x\"\"\".\"order\""
                        + " WHERE (ctid >= '(10,0)'::pg_catalog.tid AND ctid < '(20,0)'::pg_catalog.tid))"
                        + " TO STDOUT (FORMAT 'binary')");
        assertThat(orders.select(new TablePart.Pages(20, OptionalLong.empty())))
                .endsWith(" WHERE (ctid >= '(20,0)'::pg_catalog.tid)");
        assertThat(orders.select(new TablePart.Keys("id", OptionalLong.empty(), OptionalLong.of(5))))
                .endsWith(" WHERE (\"id\" < 5)");
        assertThat(orders.select(new TablePart.Keys("id", OptionalLong.of(-5), OptionalLong.of(5))))
                .endsWith(" WHERE (\"id\" >= -5 AND \"id\" < 5)");
    }

    @Test
    void textOfOtherEncodingsGoesOverAsItIs() {
        TableData latin = new TableData("d", "s", "t", List.of(TableColumn.of("c")), CopyFormat.TEXT, "LATIN1", "");
        assertThat(latin.copyOut(TablePart.WHOLE)).isEqualTo("COPY \"s\".\"t\" (\"c\") TO STDOUT (ENCODING 'LATIN1')");
        assertThat(latin.copyInFrozen()).endsWith(" FROM STDIN (ENCODING 'LATIN1', FREEZE true)");
    }

    @Test
    void aTableWithoutColumnsHasRowsAllTheSame() {
        TableData none = new TableData("d", "s", "t", List.of(), CopyFormat.TEXT, "UTF8", "");
        assertThat(none.copyOut(TablePart.WHOLE)).isEqualTo("COPY \"s\".\"t\" TO STDOUT");
    }

    @Test
    void rowsOfExtensionsAreLeftOut() {
        TableData some =
                new TableData("d", "s", "t", List.of(TableColumn.of("c")), CopyFormat.TEXT, "UTF8", "c > 1 OR c < 0");
        assertThat(some.copyOut(TablePart.WHOLE))
                .isEqualTo("COPY (SELECT \"c\" FROM ONLY \"s\".\"t\" WHERE (c > 1 OR c < 0)) TO STDOUT");
        assertThat(some.select(new TablePart.Pages(3, OptionalLong.empty())))
                .endsWith(" WHERE (ctid >= '(3,0)'::pg_catalog.tid) AND (c > 1 OR c < 0)");
    }

    @Test
    void comesBackFromMetadata() {
        assertThat(TableData.of(orders.metadata())).isEqualTo(orders);
        assertThat(orders.itemName()).isEqualTo("shop/\"Odd \"\"x\"\"\".\"order\"");
    }

    @Test
    void textsInSqlAreOnlyTexts() {
        assertThat(SqlNames.literal("it's")).isEqualTo("'it''s'");
        assertThat(SqlNames.literal("a\\'b")).isEqualTo(" E'a\\\\''b'");
    }
}
