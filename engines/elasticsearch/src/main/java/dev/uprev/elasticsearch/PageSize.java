package dev.uprev.elasticsearch;

/** How many documents of an index to ask for at a time, so that an answer has a moderate size. Thread-safe. */
final class PageSize {
    private static final double PAGE_BYTES = 2 << 20;

    /** On disk, sources are compressed, and inverted indexes of their contents stand beside them. */
    private static final double GUESS = 2;

    private static final int FIRST = 256;
    private static final int FASTEST_GROWTH = 4;

    private final int largest;
    private double average;
    private int limit = FIRST;

    PageSize(IndexState state) {
        this.largest = state.largestPage();
        this.average = 1 + GUESS * state.bytes() / Math.max(1, state.documents());
    }

    int largest() {
        return largest;
    }

    synchronized int documents() {
        return (int) Math.max(1, Math.min(limit, PAGE_BYTES / average));
    }

    /** Learns from a page. */
    synchronized void seen(long documents, long bytes) {
        if (documents > 0) {
            average = (average + (double) bytes / documents) / 2;
            limit = (int) Math.min(largest, (long) limit * FASTEST_GROWTH);
        }
    }

    /** The server could not make a page of that size. */
    synchronized void failed() {
        limit = Math.max(1, documents() / FASTEST_GROWTH);
    }
}
