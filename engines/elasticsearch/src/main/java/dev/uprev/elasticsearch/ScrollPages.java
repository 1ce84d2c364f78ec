package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.error.UpgradeException;
import dev.uprev.json.Json;
import dev.uprev.model.Cancellation;

/**
 * Documents of an index that was made before there were sequence numbers, by sliced scroll. A slice whose scroll is
 * lost has to be read anew. Thread-safe.
 */
final class ScrollPages {
    private static final String KEEP = "5m";
    private static final String ROOT = "/_search/scroll";
    private static final long SLICE_BYTES = 256L << 20;

    /** The usual {@code index.max_slices_per_scroll} is 1024. */
    private static final int MOST_SLICES = 256;

    private final Cluster cluster;
    private final DocumentSet documents;
    private final IndexState state;
    private final PageSize size;
    private final int slices;

    ScrollPages(Cluster cluster, DocumentSet documents, IndexState state) {
        this.cluster = cluster;
        this.documents = documents;
        this.state = state;
        this.size = new PageSize(state);
        int shards = Math.max(1, state.shards().size());
        long each = state.bytes() / shards / SLICE_BYTES + 1;
        this.slices = (int) Math.max(shards, Math.min(MOST_SLICES, shards * each));
    }

    int slices() {
        return slices;
    }

    /** @throws UpgradeException what {@link Patience} knows; some documents may have been handed on by then */
    void read(int slice, SearchAnswer.Documents taker, Cancellation stopping) {
        String scroll = "";
        try {
            SearchAnswer.Page page = read(first(slice), taker);
            while (page.hits() > 0) {
                scroll = page.scroll();
                stopping.check();
                page = read(next(scroll), taker);
            }
        } catch (UpgradeException e) {
            size.failed();
            throw e;
        } finally {
            forget(scroll);
        }
    }

    private SearchAnswer.Page read(Call call, SearchAnswer.Documents taker) {
        return cluster.read(call, body -> SearchAnswer.read(body, taker));
    }

    private Call first(int slice) {
        ObjectNode body = Json.mapper().createObjectNode();
        body.put("size", Math.min(size.documents(), size.largest())).put("version", true);
        body.putArray("sort").add("_doc");
        if (slices > 1) {
            body.putObject("slice").put("id", slice).put("max", slices);
        }
        String path = cluster.product().isTypeless()
                ? Paths.of(documents.index(), "_search")
                : Paths.of(documents.index(), documents.type(), "_search");
        return Call.json("POST", path + "?scroll=" + KEEP + state.parameters(), body);
    }

    private static Call next(String scroll) {
        return Call.json(
                "POST",
                ROOT,
                Json.mapper().createObjectNode().put("scroll", KEEP).put("scroll_id", scroll));
    }

    /** The server would keep it for minutes; where this fails, it does. */
    private void forget(String scroll) {
        if (!scroll.isEmpty()) {
            ObjectNode body = Json.mapper().createObjectNode();
            body.putArray("scroll_id").add(scroll);
            try {
                cluster.ask(Call.json("DELETE", ROOT, body));
            } catch (UpgradeException e) {
                // The node is not there: nor is what it kept.
            }
        }
    }
}
