package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WorkQueueTest {
    private final WorkQueue queue = new WorkQueue();

    @Test
    void theHeaviestComesFirstAndEverythingAfterWhatItWaitsFor() throws InterruptedException {
        Work load = work("load", 10);
        Work index = work("index", 99);
        Work other = work("other", 50);
        queue.add(load, List.of());
        queue.add(index, List.of(load));
        queue.add(other, List.of());
        queue.close();
        assertThat(drain()).containsExactly("other", "load", "index");
    }

    @Test
    void gatesOpenWhenNothingIsBeforeThem() throws InterruptedException {
        Work gate = queue.addShut(Work.gate("rows"));
        Work index = work("index", 1);
        queue.add(index, List.of(gate));
        Work load = work("load", 1);
        queue.add(load, List.of(), List.of(gate));
        queue.open(gate);
        queue.close();
        assertThat(drain()).containsExactly("load", "index");
    }

    @Test
    void whatIsUsedAloneIsUsedAlone() throws InterruptedException {
        Work one = Work.using(Set.of("t"), false, "one", () -> 5, WorkQueueTest::never);
        Work two = Work.using(Set.of("t"), false, "two", () -> 4, WorkQueueTest::never);
        Work alone = Work.using(Set.of("t", "u"), true, "alone", () -> 3, WorkQueueTest::never);
        Work elsewhere = Work.using(Set.of("v"), true, "elsewhere", () -> 1, WorkQueueTest::never);
        for (Work work : List.of(one, two, alone, elsewhere)) {
            queue.add(work, List.of());
        }
        queue.close();
        assertThat(queue.take()).contains(one);
        assertThat(queue.take()).contains(two);
        assertThat(queue.take()).contains(elsewhere);
        queue.done(one);
        queue.done(elsewhere);
        queue.done(two);
        assertThat(queue.take()).contains(alone);
        queue.done(alone);
        assertThat(queue.take()).isEmpty();
    }

    @Test
    void afterAFailureNothingIsBegun() throws InterruptedException {
        queue.add(work("a", 1), List.of());
        IllegalStateException first = new IllegalStateException("first");
        queue.fail(first);
        queue.fail(new IllegalStateException("second"));
        assertThat(queue.take()).isEmpty();
        assertThat(queue.failure()).contains(first);
    }

    @Test
    void workThatWaitsForItselfIsNoticed() {
        Work gate = queue.addShut(Work.gate("never"));
        queue.add(work("a", 1), List.of(gate));
        queue.close();
        assertThatThrownBy(queue::take).hasMessageContaining("wait for each other");
    }

    @Test
    void idleWorkersAreCounted() throws Exception {
        Thread worker = new Thread(() -> {
            try {
                queue.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        worker.start();
        while (queue.idle() == 0) {
            Thread.onSpinWait();
        }
        queue.close();
        worker.join();
        assertThat(queue.idle()).isZero();
    }

    private static Work work(String label, long weight) {
        return Work.of(label, () -> weight, WorkQueueTest::never);
    }

    private static void never(RestoreWorker worker) {
        throw new AssertionError("the queue runs nothing itself");
    }

    private List<String> drain() throws InterruptedException {
        List<String> order = new ArrayList<>();
        for (var work = queue.take(); work.isPresent(); work = queue.take()) {
            order.add(work.get().toString());
            queue.done(work.get());
        }
        return order;
    }
}
