package dev.uprev.redis;

/** Digests of lists: each element is hashed with the hash of those before it as the seed. For one thread. */
final class ListDigest {
    private static final long PLAIN_NODE = 1;
    private static final long PACKED_NODE = 2;

    private final RdbInput input;
    private final Span span;
    private final Strings strings;
    private final Ziplist ziplist;
    private final Listpack listpack;
    private long hash;
    private long count;

    ListDigest(RdbInput input, Span span, Strings strings, Ziplist ziplist, Listpack listpack) {
        this.input = input;
        this.span = span;
        this.strings = strings;
        this.ziplist = ziplist;
        this.listpack = listpack;
    }

    /** One container or the strings themselves. */
    ValueDigest of(Elements elements) {
        begin();
        add(elements);
        return end();
    }

    /** A list of ziplists. */
    ValueDigest ofZiplists() {
        begin();
        for (int nodes = input.count(); nodes > 0; nodes--) {
            input.string(span);
            ziplist.open(span);
            add(ziplist);
        }
        return end();
    }

    /** A list of listpacks and of large elements that are nodes of their own. */
    ValueDigest ofNodes() {
        begin();
        for (int nodes = input.count(); nodes > 0; nodes--) {
            long kind = input.length();
            if (kind == PLAIN_NODE) {
                strings.open(1);
                add(strings);
            } else if (kind == PACKED_NODE) {
                input.string(span);
                listpack.open(span);
                add(listpack);
            } else {
                throw PayloadErrors.damaged("a list has a node of kind " + kind);
            }
        }
        return end();
    }

    private void begin() {
        hash = ValueType.LIST.seed();
        count = 0;
    }

    private void add(Elements elements) {
        while (elements.next(span)) {
            hash = span.hash(hash);
            count++;
        }
    }

    private ValueDigest end() {
        return ValueDigest.of(ValueType.LIST, count, hash);
    }
}
