package dev.uprev.redis;

/**
 * Digests of streams: their entries in order with ids, fields and values, the last id, and the groups. Deleted entries
 * that still lie in their node are left out. What idempotent producers have sent (8.6 and newer) is read over: it is
 * kept for minutes only. For one thread.
 */
final class StreamDigest {
    private static final int DELETED = 1;
    private static final int SAME_FIELDS = 2;
    private static final int ID_BYTES = 16;

    private final RdbInput input;
    private final Span span;
    private final Listpack listpack;
    private final Listpack masterFields = new Listpack();
    private final NumberHash numbers = new NumberHash();
    private final StreamGroups groups;
    private long hash;
    private long entries;

    StreamDigest(RdbInput input, Span span, Listpack listpack) {
        this.input = input;
        this.span = span;
        this.listpack = listpack;
        this.groups = new StreamGroups(input, span);
    }

    /** A stream of the first to fifth format. */
    ValueDigest of(int format) {
        hash = ValueType.STREAM.seed();
        entries = 0;
        for (int nodes = input.count(); nodes > 0; nodes--) {
            node();
        }
        if (input.length() != entries) {
            throw PayloadErrors.damaged("a stream does not have as many entries as it says");
        }
        hash = numbers.of(input.length(), input.length(), hash);
        long counters = 0;
        if (format >= 2) {
            input.length(); // the first id, of two numbers, is that of the first entry
            input.length();
            counters = numbers.of(input.length(), input.length(), input.length(), 0);
        }
        groups.read(format, counters);
        if (format >= 4) {
            skipProducers();
        }
        return new ValueDigest(
                ValueType.STREAM, entries, groups.hash(hash), format >= 2 ? groups.counters() : 0, ValueDigest.NEVER);
    }

    /** A node: the id that those of its entries count from, and a listpack that begins with the usual fields. */
    private void node() {
        input.string(span);
        span.requireBytes();
        if (span.length() != ID_BYTES) {
            throw PayloadErrors.damaged("a node of a stream has no id");
        }
        long time = Long.reverseBytes(LittleEndian.int64(span.bytes(), span.offset()));
        long sequence = Long.reverseBytes(LittleEndian.int64(span.bytes(), span.offset() + Long.BYTES));
        input.string(span);
        listpack.open(span);
        number(); // how many entries are valid
        number(); // how many are deleted
        long fields = number();
        int firstField = listpack.position();
        skip(fields + 1);
        while (listpack.next(span)) {
            entry(span.number(), time + number(), sequence + number(), fields, firstField);
        }
    }

    private void entry(long flags, long time, long sequence, long usualFields, int firstField) {
        boolean hasUsualFields = (flags & SAME_FIELDS) != 0;
        long fields = hasUsualFields ? usualFields : number();
        if ((flags & DELETED) != 0) {
            skip(hasUsualFields ? fields : 2 * fields);
        } else {
            entries++;
            hash = numbers.of(time, sequence, fields, hash);
            if (hasUsualFields) {
                masterFields.openAt(listpack, firstField);
            }
            Listpack names = hasUsualFields ? masterFields : listpack;
            for (long left = fields; left > 0; left--) {
                names.require(span);
                hash = span.hash(hash);
                listpack.require(span);
                hash = span.hash(hash);
            }
        }
        number(); // how many elements the entry has, to be read backwards
    }

    private long number() {
        listpack.require(span);
        return span.number();
    }

    private void skip(long elements) {
        for (long left = elements; left > 0; left--) {
            listpack.require(span);
        }
    }

    private void skipProducers() {
        input.length(); // how long ids of messages are kept
        input.length(); // how many of them
        for (int producers = input.count(); producers > 0; producers--) {
            input.string(span);
            for (int messages = input.count(); messages > 0; messages--) {
                input.string(span);
                input.length(); // the id of the entry, of two numbers
                input.length();
            }
        }
        input.length(); // how many messages came with an id
        input.length(); // how many were there already
    }
}
