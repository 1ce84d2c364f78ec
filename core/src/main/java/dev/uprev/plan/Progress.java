package dev.uprev.plan;

/** Where a step tells how far it is. Thread-safe, cheap enough to be called for every frame of data. */
public interface Progress {
    /**
     * Names the whole amount and its unit, such as {@code bytes} or {@code rows}; may be called again as more is known.
     */
    void total(long amount, String unit);

    /**
     * Tells that so much more was done.
     *
     * @param item what it was done to, as in {@code shop.public.orders}
     */
    void advance(String item, long amount);
}
