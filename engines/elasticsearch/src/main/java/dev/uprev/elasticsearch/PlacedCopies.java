package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.plan.StepContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Waits until the target has all copies of the shards of some indices, or as many as it has nodes for. */
final class PlacedCopies {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** So often nothing has changed: nothing will. */
    private static final int QUIET = 10;

    private static final int SHOWN = 10;

    private final StepContext context;
    private final Cluster target;
    private final Set<String> indices;

    PlacedCopies(StepContext context, Cluster target, Set<String> indices) {
        this.context = context;
        this.target = target;
        this.indices = indices;
    }

    /**
     * What there is.
     *
     * @param lacking indices with a copy that is nowhere, and how many of them
     * @param places whether there are nodes for more
     * @param moving copies that are being made
     */
    private record Copies(List<String> lacking, boolean primaries, boolean places, long moving) {}

    /**
     * Waits, and reports what is not there after that.
     *
     * @throws UpgradeException {@code cluster-not-ready} where even first copies are not there in time
     */
    void await() throws Exception {
        Instant limit = context.clock().instant().plus(LIMIT);
        Copies copies = look();
        int quiet = 0;
        while (!copies.lacking().isEmpty() && copies.places() && quiet < QUIET) {
            if (context.clock().instant().isAfter(limit)) {
                late(copies);
                return;
            }
            context.pause(LOOK_EVERY);
            Copies now = look();
            quiet = now.equals(copies) && now.primaries() && now.moving() == 0 ? quiet + 1 : 0;
            copies = now;
        }
        if (!copies.lacking().isEmpty()) {
            context.report(copies.places() ? refused(copies) : few(copies));
        }
    }

    private Copies look() throws Exception {
        String path =
                "/_cluster/health?level=indices" + (target.product().hasSince(7, 7) ? "&expand_wildcards=all" : "");
        JsonNode health = new Patience(context, context.cancellation()).call(() -> target.get(path));
        long nodes = health.path("number_of_data_nodes").asLong();
        List<String> lacking = new ArrayList<>();
        boolean primaries = true;
        boolean places = false;
        long moving = 0;
        for (String name : indices) {
            JsonNode index = health.path("indices").path(name);
            long shards = index.path("number_of_shards").asLong();
            long wanted = 1 + index.path("number_of_replicas").asLong();
            long there = index.path("active_shards").asLong();
            if (there < shards * wanted) {
                lacking.add(name + " " + there + " of " + shards * wanted);
            }
            primaries &= index.path("active_primary_shards").asLong() == shards;
            places |= there < shards * Math.min(wanted, nodes);
            moving += index.path("initializing_shards").asLong();
        }
        return new Copies(lacking, primaries, places, moving);
    }

    private void late(Copies copies) {
        if (!copies.primaries()) {
            throw UpgradeException.failed("cluster-not-ready", "the target does not have all that was loaded")
                    .seen(shown(copies))
                    .why("shards of these indices have no copy at all after " + LIMIT.toMinutes() + " minutes")
                    .fix("see GET /_cluster/allocation/explain and the nodes' logs, then resume");
        }
        context.report(Finding.warning(
                "replicas-not-ready",
                shown(copies),
                "copies of shards are still being made after " + LIMIT.toMinutes() + " minutes; all documents are in"
                        + " the first copies",
                "see GET /_cat/recovery, and repoint services when GET /_cluster/health is green"));
    }

    private static Finding refused(Copies copies) {
        return Finding.warning(
                "replicas-not-placed",
                shown(copies),
                "there are nodes for more copies of shards, but the target does not make them; all documents are in the"
                        + " first copies",
                "see GET /_cluster/allocation/explain");
    }

    private static Finding few(Copies copies) {
        return Finding.info(
                "replicas-not-placed",
                shown(copies),
                "the target has too few data nodes for all copies of shards; all documents are in the first copies",
                "add nodes, or lower index.number_of_replicas");
    }

    private static String shown(Copies copies) {
        int more = copies.lacking().size() - SHOWN;
        return String.join(
                        ", ",
                        copies.lacking()
                                .subList(0, Math.min(SHOWN, copies.lacking().size())))
                + (more > 0 ? ", and " + more + " more" : "");
    }
}
