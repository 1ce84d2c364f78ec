package dev.uprev.examples.demo;

import dev.uprev.model.Instance;
import java.util.List;

/**
 * Compares what the services were told is safe with what the new server has.
 *
 * @param byOld how many writes the old server has acknowledged
 * @param byNew how many writes the new server has acknowledged
 * @param found how many of them all the new server has
 */
record Proof(long byOld, long byNew, long found) {
    long acknowledged() {
        return byOld + byNew;
    }

    long missing() {
        return acknowledged() - found;
    }

    /** @param kind of writes, as in {@link Ledger.Entry#kind()} */
    static Proof of(String kind, List<Ledger.Entry> ledgers, Shop shop, Instance server) throws Exception {
        List<Ledger.Entry> writes =
                ledgers.stream().filter(entry -> entry.kind().equals(kind)).toList();
        long byNew = writes.stream()
                .filter(entry -> entry.port() == server.address().port())
                .count();
        List<Long> ids = writes.stream().map(Ledger.Entry::id).toList();
        return new Proof(writes.size() - byNew, byNew, shop.found(kind, ids, server));
    }
}
