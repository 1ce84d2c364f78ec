package dev.uprev.postgresql;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * What is kept of a row: of each field its length, a hash and the first bytes. One object takes all rows of a table in
 * turn; {@link #copy} keeps one. For one thread.
 */
final class RowImage {
    /** So many bytes of a field are kept. */
    static final int HEAD = 80;

    private static final long NULL = -1;

    private final long[] lengths;
    private final long[] hashes;
    private final byte[][] heads;

    RowImage(int fields) {
        this(
                new long[fields],
                new long[fields],
                Stream.generate(() -> new byte[HEAD]).limit(fields).toArray(byte[][]::new));
    }

    private RowImage(long[] lengths, long[] hashes, byte[][] heads) {
        this.lengths = lengths;
        this.hashes = hashes;
        this.heads = heads;
    }

    int fields() {
        return lengths.length;
    }

    void setNull(int field) {
        end(field, NULL, 0);
    }

    /** Takes further bytes of a field, of which so many have come before. */
    void append(int field, long before, byte[] bytes, int offset, int length) {
        if (before < HEAD) {
            System.arraycopy(bytes, offset, heads[field], (int) before, Math.min(length, HEAD - (int) before));
        }
    }

    /** The field has been taken. */
    void end(int field, long length, long hash) {
        lengths[field] = length;
        hashes[field] = hash;
    }

    boolean isNull(int field) {
        return lengths[field] == NULL;
    }

    /** Bytes of a field that is not NULL. */
    long length(int field) {
        return lengths[field];
    }

    /** Whether {@link #head} is all of the field. */
    boolean isWhole(int field) {
        return lengths[field] <= HEAD;
    }

    /** Whether the field is not NULL, and {@link #head} all of it. */
    boolean isShown(int field) {
        return !isNull(field) && isWhole(field);
    }

    /** The first bytes of a field that is not NULL. */
    byte[] head(int field) {
        return Arrays.copyOf(heads[field], (int) Math.min(HEAD, lengths[field]));
    }

    /** A hash of all of the field. */
    long hash(int field) {
        return hashes[field];
    }

    /** Whether both have the same bytes in this field. */
    boolean isSame(int field, RowImage other) {
        return lengths[field] == other.lengths[field] && hashes[field] == other.hashes[field];
    }

    RowImage copy() {
        return new RowImage(
                lengths.clone(),
                hashes.clone(),
                Stream.of(heads).map(byte[]::clone).toArray(byte[][]::new));
    }
}
