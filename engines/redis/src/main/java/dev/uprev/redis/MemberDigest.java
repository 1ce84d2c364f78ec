package dev.uprev.redis;

/** Digests of what has no order of its own: sets, sorted sets by member and score, hashes. For one thread. */
final class MemberDigest {
    private static final long NO_EXPIRY = 0;
    private static final int NAN = 253;
    private static final int INFINITY = 254;
    private static final int MINUS_INFINITY = 255;

    private final RdbInput input;
    private final Span span;
    private final NumberHash numbers = new NumberHash();
    private final Unordered members = new Unordered();
    private long firstExpiry;
    private long now = NO_EXPIRY;

    MemberDigest(RdbInput input, Span span) {
        this.input = input;
        this.span = span;
    }

    /** Fields that expire at this time, in milliseconds since 1970, or earlier are left out from now on. */
    void leaveOutExpired(long time) {
        now = time;
    }

    ValueDigest ofSet(Elements elements) {
        members.reset();
        while (elements.next(span)) {
            members.add(span.hash(0));
        }
        return end(ValueType.SET);
    }

    /** Members and scores in turn. */
    ValueDigest ofScored(Elements elements) {
        members.reset();
        while (elements.next(span)) {
            long member = span.hash(0);
            elements.require(span);
            addScored(member, span.score());
        }
        return end(ValueType.ZSET);
    }

    /** Members, each with its score as text behind one byte that is its length or says that it is no number. */
    ValueDigest ofScoredText() {
        members.reset();
        for (int left = input.count(); left > 0; left--) {
            input.string(span);
            addScored(span.hash(0), scoreText());
        }
        return end(ValueType.ZSET);
    }

    /** Members, each with its score in eight bytes. */
    ValueDigest ofScoredBinary() {
        members.reset();
        for (int left = input.count(); left > 0; left--) {
            input.string(span);
            addScored(span.hash(0), Double.longBitsToDouble(input.int64()));
        }
        return end(ValueType.ZSET);
    }

    /** Fields and values in turn. */
    ValueDigest ofHash(Elements elements) {
        members.reset();
        while (elements.next(span)) {
            long field = span.hash(0);
            elements.require(span);
            members.add(span.hash(field));
        }
        return end(ValueType.HASH);
    }

    /** Field, value and the time at which the field expires, or 0, in turn. */
    ValueDigest ofExpiringHash(Elements elements) {
        beginExpiring();
        while (elements.next(span)) {
            long field = span.hash(0);
            elements.require(span);
            long hash = span.hash(field);
            elements.require(span);
            addExpiring(hash, span.number());
        }
        return endExpiring();
    }

    /** The earliest expiry, then each field behind its expiry, which counts from the earliest as 1; 0 is none. */
    ValueDigest ofExpiringHash() {
        beginExpiring();
        long earliest = input.int64();
        for (int left = input.count(); left > 0; left--) {
            long expiry = input.length();
            addExpiring(fieldAndValue(), expiry == NO_EXPIRY ? NO_EXPIRY : earliest + expiry - 1);
        }
        return endExpiring();
    }

    /** Each field with its expiry behind it, or -1. */
    ValueDigest ofValkeyExpiringHash() {
        beginExpiring();
        for (int left = input.count(); left > 0; left--) {
            long hash = fieldAndValue();
            addExpiring(hash, Math.max(NO_EXPIRY, input.int64()));
        }
        return endExpiring();
    }

    private long fieldAndValue() {
        input.string(span);
        long field = span.hash(0);
        input.string(span);
        return span.hash(field);
    }

    private void beginExpiring() {
        members.reset();
        firstExpiry = ValueDigest.NEVER;
    }

    private void addExpiring(long hash, long expiry) {
        if (expiry == NO_EXPIRY) {
            members.add(hash);
        } else if (expiry > now) {
            members.add(numbers.of(expiry, hash));
            firstExpiry = Math.min(firstExpiry, expiry);
        }
    }

    private ValueDigest endExpiring() {
        return new ValueDigest(ValueType.HASH, members.count(), members.hash(ValueType.HASH.seed()), 0, firstExpiry);
    }

    private void addScored(long member, double score) {
        members.add(numbers.of(Score.bits(score), member));
    }

    private double scoreText() {
        int length = input.uint8();
        return switch (length) {
            case NAN -> Double.NaN;
            case INFINITY -> Double.POSITIVE_INFINITY;
            case MINUS_INFINITY -> Double.NEGATIVE_INFINITY;
            default -> {
                input.raw(length, span);
                yield span.score();
            }
        };
    }

    private ValueDigest end(ValueType type) {
        return ValueDigest.of(type, members.count(), members.hash(type.seed()));
    }
}
