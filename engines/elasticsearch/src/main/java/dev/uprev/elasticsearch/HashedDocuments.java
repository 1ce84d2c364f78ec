package dev.uprev.elasticsearch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes documents and keeps what they are compared by. For one thread. */
final class HashedDocuments implements SearchAnswer.Documents {
    /**
     * What a document is compared by.
     *
     * @param key its id, and its routing, without which two documents may have the same id
     * @param hash as of {@link DocumentHash}
     */
    record Hashed(String key, long version, long hash) {
        static Hashed of(Document document, long hash) {
            String key = document.id()
                    + document.routing().map(routing -> " routed by " + routing).orElse("");
            return new Hashed(key, document.version(), hash);
        }
    }

    private final List<Hashed> all = new ArrayList<>();
    private final DocumentHash hash = new DocumentHash();
    private Document current = new Document("", 0, Optional.empty(), Optional.empty());

    @Override
    public void begin(Document document) {
        current = document;
        hash.begin(document);
    }

    @Override
    public void take(byte[] bytes, int offset, int length) {
        hash.add(bytes, offset, length);
    }

    @Override
    public void end() {
        all.add(Hashed.of(current, hash.value()));
    }

    /** It differs from whatever it should be. */
    @Override
    public void sourceless(Document document) {
        all.add(Hashed.of(document, 0));
    }

    List<Hashed> all() {
        return all;
    }
}
