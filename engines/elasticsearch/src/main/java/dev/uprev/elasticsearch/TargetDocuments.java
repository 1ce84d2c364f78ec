package dev.uprev.elasticsearch;

import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Crew;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** All documents of an index of the target, as they are read by the reader of the dump. */
final class TargetDocuments {
    private final StepContext context;
    private final Cluster target;

    TargetDocuments(StepContext context, Cluster target) {
        this.context = context;
        this.target = target;
    }

    private interface Part {
        void read(Patience patience, Crew crew) throws Exception;
    }

    /** @param taker gets each document once; called by several threads */
    void read(TargetIndices.Destination index, Consumer<List<HashedDocuments.Hashed>> taker) throws Exception {
        int jobs = context.plan().request().transfer().jobs();
        Crew crew = new Crew(context);
        crew.watch(target);
        Queue<Part> parts = new ConcurrentLinkedQueue<>(parts(index, taker, jobs));
        for (int i = 1; i <= jobs; i++) {
            crew.start("verify-" + i, () -> {
                Patience patience = new Patience(context, crew.stopping());
                for (Part next = parts.poll(); next != null; next = parts.poll()) {
                    next.read(patience, crew);
                }
            });
        }
        crew.await();
    }

    private List<Part> parts(TargetIndices.Destination index, Consumer<List<HashedDocuments.Hashed>> taker, int jobs) {
        IndexState state = IndexState.of(target, index.index());
        List<Part> parts = new ArrayList<>();
        if (state.numbered()) {
            SequencePages pages = new SequencePages(target, index.index(), state);
            for (SequenceRange range : pages.parts(List.of(), jobs)) {
                parts.add((patience, crew) -> read(pages, range, taker, patience, crew));
            }
        } else {
            ScrollPages pages = new ScrollPages(target, new DocumentSet(index.index(), index.type()), state);
            for (int i = 0; i < pages.slices(); i++) {
                int slice = i;
                parts.add((patience, crew) -> {
                    HashedDocuments found = new HashedDocuments();
                    pages.read(slice, found, crew.stopping());
                    taker.accept(found.all());
                });
            }
        }
        return parts;
    }

    private void read(
            SequencePages pages,
            SequenceRange range,
            Consumer<List<HashedDocuments.Hashed>> taker,
            Patience patience,
            Crew crew)
            throws Exception {
        SequencePages.Density density = pages.density(range);
        SequenceRange left = range;
        while (left.length() > 0) {
            crew.stopping().check();
            SequenceRange next = left;
            left = left.from(patience.call(() -> {
                HashedDocuments found = new HashedDocuments();
                long end = pages.read(next, density, found);
                taker.accept(found.all());
                context.progress()
                        .advance(
                                found.all().isEmpty() ? "" : "documents",
                                found.all().size());
                return end;
            }));
        }
    }
}
