package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChunkPlannerTest {
    private static final long MIB = 1 << 20;

    private final ChunkPlanner.KeyRanges noKeys = (table, parts) -> List.of();

    @Test
    void pagesOfALargeTableAreDividedWithoutGapAndWithoutEnd() {
        SourceTable large = table("large", 1000 * MIB, 1000);
        List<TableChunk> chunks = planner(140000, noKeys).plan(List.of(large), Map.of());

        assertThat(chunks).hasSize(16).extracting(TableChunk::parts).containsOnly(16);
        long next = 0;
        for (TableChunk chunk :
                chunks.stream().sorted((a, b) -> a.number() - b.number()).toList()) {
            TablePart.Pages pages = (TablePart.Pages) chunk.part();
            assertThat(pages.from()).isEqualTo(next);
            next = pages.end().orElse(-1);
        }
        assertThat(next).as("the last part goes on to wherever the table ends").isEqualTo(-1);
    }

    @Test
    void theLargestComesFirst() {
        SourceTable small = table("small", MIB, 1);
        SourceTable middle = table("middle", 60 * MIB, 60);
        SourceTable large = table("large", 80 * MIB, 80);
        assertThat(planner(180000, noKeys).plan(List.of(small, middle, large), Map.of()))
                .extracting(chunk -> chunk.table().data().table() + " " + chunk.part())
                .containsExactly("large Whole[]", "middle Whole[]", "small Whole[]");
    }

    @Test
    void whatIsStoredApartCountsButPagesCannotBeDividedFurther() {
        SourceTable toast = table("toast", 1000 * MIB, 3);
        assertThat(planner(140000, noKeys).plan(List.of(toast), Map.of())).hasSize(3);
    }

    @Test
    void beforeVersion14OnlyATableThatKeepsOthersWaitingIsDividedByItsKey() {
        List<TablePart> ranges = List.of(
                new TablePart.Keys("id", OptionalLong.empty(), OptionalLong.of(5)),
                new TablePart.Keys("id", OptionalLong.of(5), OptionalLong.empty()));
        ChunkPlanner planner = planner(130000, (table, parts) -> ranges);
        SourceTable one = table("one", 400 * MIB, 400);
        SourceTable other = table("other", 500 * MIB, 500);
        SourceTable small = table("small", 100 * MIB, 100);

        assertThat(planner.plan(List.of(one, other), Map.of()))
                .extracting(TableChunk::part)
                .containsOnly(TablePart.WHOLE);
        assertThat(planner.plan(List.of(other, small), Map.of()))
                .extracting(chunk -> chunk.table().data().table())
                .containsExactly("other", "other", "small");
    }

    @Test
    void aDivisionThatWasMadeBeforeStays() {
        SourceTable large = table("large", 1000 * MIB, 1000);
        Map<SourceTable, ChunkPlanner.Division> made = Map.of(large, new ChunkPlanner.Division(4, 800));
        assertThat(planner(140000, noKeys).plan(List.of(large), made))
                .extracting(TableChunk::part)
                .containsExactlyInAnyOrder(
                        new TablePart.Pages(0, OptionalLong.of(200)),
                        new TablePart.Pages(200, OptionalLong.of(400)),
                        new TablePart.Pages(400, OptionalLong.of(600)),
                        new TablePart.Pages(600, OptionalLong.empty()));
    }

    @Test
    void boundsOfAHistogramDivideKeys() {
        List<Long> bounds =
                LongStream.rangeClosed(0, 100).map(n -> n * 7 - 50).boxed().toList();
        assertThat(IntegerKeyRanges.ranges("id", bounds, 4))
                .containsExactly(
                        new TablePart.Keys("id", OptionalLong.empty(), OptionalLong.of(125)),
                        new TablePart.Keys("id", OptionalLong.of(125), OptionalLong.of(300)),
                        new TablePart.Keys("id", OptionalLong.of(300), OptionalLong.of(475)),
                        new TablePart.Keys("id", OptionalLong.of(475), OptionalLong.empty()));
        assertThat(IntegerKeyRanges.ranges("id", List.of(1L, 2L), 4)).isEmpty();
    }

    private static ChunkPlanner planner(int version, ChunkPlanner.KeyRanges keys) {
        return new ChunkPlanner(ServerVersion.of(version, ""), 2, keys);
    }

    private static SourceTable table(String name, long bytes, long pages) {
        TableData data = new TableData("d", "s", name, List.of(), CopyFormat.BINARY, "UTF8", "");
        return new SourceTable(name.hashCode(), data, bytes, pages, true);
    }
}
