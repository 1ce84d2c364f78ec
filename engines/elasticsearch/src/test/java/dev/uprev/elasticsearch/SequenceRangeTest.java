package dev.uprev.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceRangeTest {
    private static final SequenceRange ALL = new SequenceRange(1, 0, 100);

    @Test
    void whatIsDoneIsLeftOut() {
        assertThat(ALL.without(List.of(range(50, 60), range(0, 10), range(90, 100), new SequenceRange(2, 0, 100))))
                .containsExactly(range(10, 50), range(60, 90));
    }

    @Test
    void nothingIsLeftOfWhatIsDone() {
        assertThat(ALL.without(List.of(range(0, 40), range(40, 120)))).isEmpty();
    }

    @Test
    void allIsLeftOfWhatIsNot() {
        assertThat(ALL.without(List.of())).containsExactly(ALL);
    }

    @Test
    void piecesAreTheWhole() {
        assertThat(range(5, 26).cut(10)).containsExactly(range(5, 15), range(15, 25), range(25, 26));
        assertThat(range(5, 5).cut(10)).isEmpty();
    }

    private static SequenceRange range(long from, long to) {
        return new SequenceRange(1, from, to);
    }
}
