package dev.uprev.digest;

import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The digest of a multiset of records: the same records give the same digest in whatever order, and divided among
 * whatever number of workers, they are added. It holds their number, the wrapping sum of their 64-bit hashes and the
 * wrapping sum of a mix of those hashes, so that two changes whose hashes happen to cancel out in one sum do not in the
 * other. It finds accidents, not forgery: it is not cryptographic.
 *
 * <p>Not thread-safe: each worker has its own and they are {@linkplain #combine combined} at the end. Adding costs a
 * hash and three additions, and allocates nothing.
 */
public final class ContentDigest {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,19}):([0-9a-f]{16}):([0-9a-f]{16})");

    private long count;
    private long sum;
    private long mixedSum;

    /** The digest of no records. */
    public ContentDigest() {}

    private ContentDigest(long count, long sum, long mixedSum) {
        this.count = count;
        this.sum = sum;
        this.mixedSum = mixedSum;
    }

    /**
     * Reads what {@link #toString()} has written.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    public static ContentDigest parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a content digest: COUNT:SUM:MIXED is expected, the sums in hex");
        }
        return new ContentDigest(
                Long.parseLong(matcher.group(1)),
                HexFormat.fromHexDigitsToLong(matcher.group(2)),
                HexFormat.fromHexDigitsToLong(matcher.group(3)));
    }

    /** Adds one record, given by its 64-bit hash, which must be a good one such as {@link Xxh64}. */
    public void add(long hash) {
        count++;
        sum += hash;
        mixedSum += Xxh64.avalanche(~hash);
    }

    /**
     * Adds one record, given by its bytes.
     *
     * @throws IndexOutOfBoundsException when the part is not inside the array
     */
    public void add(byte[] bytes, int offset, int length) {
        add(Xxh64.hash(bytes, offset, length, 0));
    }

    /** Adds all records of another digest to this one; the other stays as it is. */
    public void combine(ContentDigest other) {
        count += other.count;
        sum += other.sum;
        mixedSum += other.mixedSum;
    }

    /** How many records have been added. */
    public long count() {
        return count;
    }

    /** Whether both hold the same records at this moment, as far as the digest can tell. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ContentDigest that
                && count == that.count
                && sum == that.sum
                && mixedSum == that.mixedSum;
    }

    @Override
    public int hashCode() {
        return Objects.hash(count, sum, mixedSum);
    }

    /** The canonical text, which {@link #parse} reads: the count in decimal, then both sums in hex. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return count + ":" + hex.toHexDigits(sum) + ":" + hex.toHexDigits(mixedSum);
    }
}
