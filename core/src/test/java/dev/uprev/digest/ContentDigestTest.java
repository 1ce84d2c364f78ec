package dev.uprev.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContentDigestTest {
    private final List<String> rows = rows(1000);

    @Test
    void doesNotDependOnTheOrder() {
        List<String> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(3));
        assertThat(digest(shuffled)).isEqualTo(digest(rows)).hasSameHashCodeAs(digest(rows));
    }

    @Test
    void doesNotDependOnHowTheRowsAreDivided() {
        ContentDigest combined = new ContentDigest();
        for (int from = 0; from < rows.size(); from += 77) {
            combined.combine(digest(rows.subList(from, Math.min(from + 77, rows.size()))));
        }
        assertThat(combined).isEqualTo(digest(rows));
        assertThat(combined.count()).isEqualTo(rows.size());
    }

    @Test
    void seesALostADoubledAndAChangedRow() {
        List<String> lost = rows.subList(1, rows.size());
        List<String> doubledForAnother = new ArrayList<>(rows);
        doubledForAnother.set(5, rows.get(6));
        List<String> changed = new ArrayList<>(rows);
        changed.set(9, rows.get(9) + " ");
        assertThat(List.of(digest(lost), digest(doubledForAnother), digest(changed)))
                .doesNotContain(digest(rows));
    }

    /** Two changes whose hashes cancel out in a plain sum. */
    @Test
    void seesChangesThatCancelOutInTheSum() {
        ContentDigest one = new ContentDigest();
        one.add(100);
        one.add(200);
        ContentDigest other = new ContentDigest();
        other.add(99);
        other.add(201);
        assertThat(one).isNotEqualTo(other);
    }

    /** A row of hash zero, and pairs of equal rows, must not vanish as they do under exclusive or. */
    @Test
    void seesRowsOfHashZeroAndPairs() {
        ContentDigest zero = new ContentDigest();
        zero.add(0);
        ContentDigest pair = digest(List.of("a", "a"));
        assertThat(zero).isNotEqualTo(new ContentDigest());
        assertThat(pair).isNotEqualTo(digest(List.of("b", "b")));
    }

    @Test
    void survivesItsTextForm() {
        ContentDigest digest = digest(rows);
        assertThat(ContentDigest.parse(digest.toString())).isEqualTo(digest);
        assertThat(new ContentDigest()).hasToString("0:0000000000000000:0000000000000000");
    }

    @Test
    void refusesAnyOtherText() {
        for (String text : List.of("", "1:2:3", "x:0000000000000000:0000000000000000", " " + digest(rows))) {
            assertThatIllegalArgumentException().isThrownBy(() -> ContentDigest.parse(text));
        }
    }

    private static List<String> rows(int count) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(i + "\t" + i * 31 + "\tfiller");
        }
        return rows;
    }

    private static ContentDigest digest(List<String> rows) {
        ContentDigest digest = new ContentDigest();
        for (String row : rows) {
            byte[] bytes = row.getBytes(StandardCharsets.UTF_8);
            digest.add(bytes, 0, bytes.length);
        }
        return digest;
    }
}
