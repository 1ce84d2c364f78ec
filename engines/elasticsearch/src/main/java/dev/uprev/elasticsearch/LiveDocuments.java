package dev.uprev.elasticsearch;

import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Crew;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** All documents of an index, as they are read by the reader of the dump, by what they are compared by. */
final class LiveDocuments {
    private final StepContext context;
    private final Cluster cluster;

    LiveDocuments(StepContext context, Cluster cluster) {
        this.context = context;
        this.cluster = cluster;
    }

    private interface Part {
        void read(Patience patience, Crew crew) throws Exception;
    }

    /** @param taker gets each document once; called by several threads */
    void read(DocumentSet set, Consumer<List<HashedDocuments.Hashed>> taker) throws Exception {
        int jobs = context.plan().request().transfer().jobs();
        Crew crew = new Crew(context);
        crew.watch(cluster);
        Queue<Part> parts = new ConcurrentLinkedQueue<>(parts(set, taker, jobs));
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

    private List<Part> parts(DocumentSet set, Consumer<List<HashedDocuments.Hashed>> taker, int jobs) {
        IndexState state = IndexState.of(cluster, set.index());
        List<Part> parts = new ArrayList<>();
        if (state.numbered()) {
            SequencePages pages = new SequencePages(cluster, set.index(), state);
            for (SequenceRange range : pages.parts(List.of(), jobs)) {
                parts.add((patience, crew) -> read(pages, range, taker, patience, crew));
            }
        } else {
            ScrollPages pages = new ScrollPages(cluster, set, state);
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
