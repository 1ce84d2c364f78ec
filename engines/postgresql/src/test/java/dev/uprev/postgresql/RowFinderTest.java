package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.model.Cancellation;
import dev.uprev.plan.Difference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RowFinderTest {
    private static final TableData TABLE = new TableData(
            "shop",
            "public",
            "orders",
            List.of(TableColumn.of("note"), TableColumn.of("id")),
            CopyFormat.TEXT,
            "UTF8",
            "");
    private static final TableKey ID = new TableKey(List.of(1));

    @Test
    void equalTablesInAnotherOrderHaveNoDifference() throws IOException {
        assertThat(find(ID, List.of("a\t1", "b\t2", "b\t2"), List.of("b\t2", "a\t1", "b\t2")))
                .isEmpty();
    }

    @Test
    void aRowIsMissingOrAdditionalOrChanged() throws IOException {
        assertThat(find(ID, List.of("a\t1", "b\t2", "\\N\t3"), List.of("\t3", "a\t1", "d\t4")))
                .containsExactlyInAnyOrder(
                        "shop.public.orders: rows: 2 rows that the target lacks | 2 rows that the source lacks",
                        "shop.public.orders: row id='2': present | missing",
                        "shop.public.orders: row id='3': note NULL | note ''",
                        "shop.public.orders: row id='4': missing | present");
    }

    @Test
    void withoutAKeyTheRowItselfIsShownAndHowOftenItIsThere() throws IOException {
        assertThat(find(TableKey.NONE, List.of("a\t1", "b\t2"), List.of("a\t1", "a\t1", "b\t2", "c\t2")))
                .containsExactlyInAnyOrder(
                        "shop.public.orders: rows: 0 rows that the target lacks | 2 rows that the source lacks",
                        "shop.public.orders: row ('a', '1'): present | present 2 times",
                        "shop.public.orders: row ('c', '2'): missing | present");
    }

    @Test
    void longValuesThatDifferFarBehindAreToldApart() throws IOException {
        String same = "x".repeat(1000);
        assertThat(find(ID, List.of(same + "a\t1"), List.of(same + "b\t1")).get(1))
                .matches(".*: row id='1': note ('x{39}\\.\\.\\.) \\(1001 bytes, hash (\\w{16})\\)"
                        + " \\| note \\1 \\(1001 bytes, hash (?!\\2)\\w{16}\\)");
    }

    @Test
    void manyDifferencesAreCountedExactlyAndTenAreNamed() throws IOException {
        List<String> ours = rows(0, 40_000, "x").toList();
        List<String> theirs =
                Stream.concat(rows(0, 20_000, "x"), rows(20_000, 38_000, "y")).toList();
        List<String> found = find(ID, ours, theirs);
        assertThat(found).hasSize(1 + RowFinder.NAMED);
        assertThat(found.get(0))
                .isEqualTo("shop.public.orders: rows: 20000 rows that the target lacks"
                        + " | 18000 rows that the source lacks");
        assertThat(found.subList(1, found.size()))
                .allMatch(line -> line.matches(".*row id='\\d+': (note 'x' \\| note 'y'|present \\| missing)"));
    }

    @Test
    void whereAlmostAllDiffersTheNumberIsEstimated() throws IOException {
        List<String> found =
                find(ID, rows(0, 300_000, "x").toList(), rows(0, 300_000, "y").toList());
        assertThat(found).hasSize(1 + RowFinder.NAMED);
        assertThat(found.get(0)).matches(".*rows: about (2[5-9]|3[0-5])\\d{4} rows that the target lacks.*");
        assertThat(found.subList(1, found.size())).allMatch(line -> line.contains("note 'x' | note 'y'"));
    }

    @Test
    void thousandsOfTheSameRowAreCounted() throws IOException {
        assertThat(find(
                        TableKey.NONE,
                        IntStream.range(0, 5_000).mapToObj(i -> "a\t1").toList(),
                        List.of("a\t1")))
                .containsExactly(
                        "shop.public.orders: rows: 4999 rows that the target lacks | 0 rows that the source lacks",
                        "shop.public.orders: row ('a', '1'): present 5000 times | present");
    }

    private static Stream<String> rows(int from, int to, String note) {
        return IntStream.range(from, to).mapToObj(i -> note + "\t" + i);
    }

    private static List<String> find(TableKey key, List<String> source, List<String> target) throws IOException {
        RowFinder finder = new RowFinder(TABLE, key, new ValueText(CopyFormat.TEXT, Map.of()), new Cancellation());
        return finder.find(of(source), of(target)).stream()
                .map(RowFinderTest::text)
                .toList();
    }

    private static TableRows of(List<String> lines) {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        return rows -> {
            RowReader reader = new RowReader(TABLE, rows);
            for (int at = 0; at < bytes.length; at += 7) {
                reader.accept(bytes, at, Math.min(7, bytes.length - at));
            }
        };
    }

    private static String text(Difference difference) {
        return difference.object() + ": " + difference.aspect() + ": " + difference.source() + " | "
                + difference.target();
    }
}
